import { IconAlertTriangle, IconPlus } from "@tabler/icons-react";
import { challengesPath } from "@/components/challenge/addresses";
import { ButtonLink } from "@/components/ui/button-link";
import panel from "@/components/ui/panel.module.css";
import { ShortId } from "@/components/ui/short-id";
import { StatusBadge } from "@/components/ui/status-badge";
import { TextLink } from "@/components/ui/text-link";
import { formatUnits } from "@/lib/money";
import type { TradingAccountView } from "@/lib/trading/schemas";
import { topUpPath } from "./addresses";
import classes from "./balance-card.module.css";
import { whyNoTopUp } from "./can-top-up";

interface Props {
  wallet: TradingAccountView;
  /** A top-up is being made beside it. */
  isBusy: boolean;
  supportEmail: string;
}

/** What is in a wallet, what kind of wallet it is, and the way to put more into it. */
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
        <StatusBadge status={enable === 1 ? "enabled" : "disabled"} />
      </p>
      {debt > 0 && (
        <p className={panel.notice}>
          <IconAlertTriangle size={16} aria-hidden />
          <span>
            <strong>This wallet owes {formatUnits(debt, currency)}.</strong> A deposit was returned
            or disputed after it had been spent. The next deposits repay it first; until then
            nothing can be bought from it, and <TextLink href={challengesPath}>challenges</TextLink>{" "}
            that it paid for are suspended, as many as their fees cover what is owed.
          </span>
        </p>
      )}
      {why && (
        <p className={classes.why}>
          {why}{" "}
          {enable === 0 && (
            <>
              Ask at <TextLink href={`mailto:${supportEmail}`}>{supportEmail}</TextLink>.
            </>
          )}
        </p>
      )}
    </section>
  );
}
