import { IconAlertTriangle, IconPlus } from "@tabler/icons-react";
import { accountsPath } from "@/components/account/paths";
import { ButtonLink } from "@/components/ui/button-link";
import panel from "@/components/ui/panel.module.css";
import { ShortId } from "@/components/ui/short-id";
import { StatusBadge } from "@/components/ui/status-badge";
import { TextLink } from "@/components/ui/text-link";
import { formatUnits } from "@/lib/core/money";
import type { TradingAccountView } from "@/lib/trading/schemas";
import classes from "./balance-card.module.css";
import { whyNoTopUp } from "./can-top-up";
import { topUpPath } from "./paths";

interface Props {
  wallet: TradingAccountView;
  /** Whether a top-up or a deposit is shown beside it. */
  isBusy: boolean;
  supportEmail: string;
}

/** The balance, currency, status and debt of a wallet, and the link to its top-up. */
export function BalanceCard({ wallet, isBusy, supportEmail }: Props) {
  const { login, balance, debt, currency, account_mode, enable } = wallet;
  const why = whyNoTopUp(wallet);
  return (
    <section className={panel.panel} aria-labelledby="balance" data-wallet={login}>
      <div className={classes.head}>
        <div>
          <h2 id="balance" className={classes.title}>
            Balance
          </h2>
          <p className={panel.balance} data-balance={balance} aria-live="polite">
            {formatUnits(balance, currency)}
          </p>
        </div>
        {!isBusy && why === null && (
          <ButtonLink
            href={topUpPath(login)}
            size="md"
            leftSection={<IconPlus size={16} aria-hidden />}
          >
            Top up
          </ButtonLink>
        )}
      </div>
      <p className={classes.about}>
        <span className={classes.login}>
          {account_mode === 1 ? "Wallet" : "Practice"} <ShortId id={String(login)} label="login" />
        </span>
        <span>{currency}</span>
        {enable === 0 && <StatusBadge status="disabled" />}
      </p>
      {debt > 0 && (
        <p className={panel.notice}>
          <IconAlertTriangle size={16} aria-hidden />
          <span>
            <strong>Amount owed: {formatUnits(debt, currency)}.</strong> A top-up was refunded or
            disputed after you spent it. Until it's repaid, you can't buy from this wallet, and{" "}
            <TextLink href={accountsPath}>challenges</TextLink> bought with that top-up may be
            suspended. Your next top-up repays it first.
          </span>
        </p>
      )}
      {why && (
        <p className={classes.why}>
          {why}{" "}
          {enable === 0 && (
            <>
              Contact <TextLink href={`mailto:${supportEmail}`}>{supportEmail}</TextLink>.
            </>
          )}
        </p>
      )}
    </section>
  );
}
