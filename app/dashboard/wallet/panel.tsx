import { Consent } from "@/components/checkout/consent";
import { whyNoTopUp } from "@/components/wallet/can-top-up";
import { Deposit } from "@/components/wallet/deposit/deposit";
import { TopUp } from "@/components/wallet/top-up";
import { WhatHappensNext } from "@/components/wallet/what-happens-next";
import { clientConfig } from "@/lib/client-config";
import { type DepositView, depositLimits } from "@/lib/payments/schemas";
import type { TradingAccountView } from "@/lib/trading/schemas";
import type { WalletQuery } from "./search";

interface Asked {
  wallet: TradingAccountView;
  deposit: DepositView | null;
  search: WalletQuery;
}

/** What stands beside and under the balance: a deposit's progress, the form for one, or nothing. */
export function panelFor({ wallet, deposit, search }: Asked) {
  const { supportEmail, publishableKey, stripeJsUrl, termsVersion, sandbox } = clientConfig();
  if (deposit) {
    const panel = (
      <Deposit
        key={deposit.payment_id}
        start={deposit}
        told={search.redirect_status}
        back={search.back}
        loadedAt={new Date().toISOString()}
        supportEmail={supportEmail}
      />
    );
    return { panel, aside: null };
  }
  // The balance card says why.
  if (search.topup === undefined || whyNoTopUp(wallet) !== null)
    return { panel: null, aside: null };
  const panel = (
    <TopUp
      login={wallet.login}
      currency={wallet.currency}
      limits={depositLimits}
      suggested={search.amount ?? null}
      back={search.back}
      stripe={{ publishableKey, stripeJsUrl }}
      consent={<Consent termsVersion={termsVersion} />}
      sandbox={sandbox}
    />
  );
  return { panel, aside: <WhatHappensNext login={wallet.login} supportEmail={supportEmail} /> };
}
