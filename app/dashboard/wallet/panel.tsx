import { Consent } from "@/components/checkout/consent";
import { whyNoTopUp } from "@/components/wallet/can-top-up";
import { Deposit } from "@/components/wallet/deposit/deposit";
import { TopUp } from "@/components/wallet/top-up";
import { WhatHappensNext } from "@/components/wallet/what-happens-next";
import { clientConfig } from "@/lib/core/client-config";
import { type DepositView, depositLimits } from "@/lib/payments/schemas";
import type { TradingAccountView } from "@/lib/trading/schemas";
import type { WalletQuery } from "./wallet-query";

interface Options {
  wallet: TradingAccountView;
  deposit: DepositView | null;
  query: WalletQuery;
  /** The version of the terms in effect. */
  termsVersion: number;
}

/** The panels beside and under the balance: the progress of a deposit, the top-up form, or nothing. */
export function panelFor({ wallet, deposit, query, termsVersion }: Options) {
  const { supportEmail, publishableKey, stripeJsUrl, sandbox } = clientConfig();
  if (deposit) {
    const panel = (
      <Deposit
        key={deposit.payment_id}
        start={deposit}
        redirectStatus={query.redirect_status}
        back={query.back}
        loadedAt={new Date().toISOString()}
        supportEmail={supportEmail}
      />
    );
    return { panel, aside: null };
  }
  // The balance card says why.
  if (query.topup === undefined || whyNoTopUp(wallet) !== null) return { panel: null, aside: null };
  const panel = (
    <TopUp
      login={wallet.login}
      currency={wallet.currency}
      limits={depositLimits}
      suggested={query.amount ?? null}
      back={query.back}
      stripe={{ publishableKey, stripeJsUrl }}
      termsVersion={termsVersion}
      consent={<Consent termsVersion={termsVersion} />}
      sandbox={sandbox}
    />
  );
  return { panel, aside: <WhatHappensNext login={wallet.login} supportEmail={supportEmail} /> };
}
