import { IconKey } from "@tabler/icons-react";
import { FactList } from "@/components/ui/fact-list";
import classes from "@/components/ui/panel.module.css";
import { StatusBadge } from "@/components/ui/status-badge";
import { formatUnits } from "@/lib/core/money";
import type { TradingAccountView } from "@/lib/trading/schemas";

const modeLabels: Record<TradingAccountView["account_mode_name"], string> = {
  DEMO: "Demo",
  REAL: "Live",
};

interface Props {
  account: TradingAccountView;
  /** Of the current phase, in units of its currency. */
  initialBalance: number;
  /** Whether the account's trading is reported: its balance is then where the challenge stands, and not in the ledger. */
  hasTradingData: boolean;
}

/** The trading account of a challenge: its balance, the profit or loss so far, and its settings. */
export function AccountPanel({ account, initialBalance, hasTradingData }: Props) {
  const { balance, currency, group, leverage, account_mode_name: mode, enable } = account;
  return (
    <section className={classes.panel} aria-labelledby="account">
      <h2 id="account" className={classes.title}>
        Trading account
      </h2>
      {!hasTradingData && (
        <>
          <p className={classes.balance}>{formatUnits(balance, currency)}</p>
          <p className={classes.caption}>Balance, without open positions</p>
        </>
      )}
      {account.must_change_password && enable === 1 && (
        <p className={classes.notice}>
          <IconKey size={16} aria-hidden />
          Set your own trading password before you trade.
        </p>
      )}
      <div className={classes.facts}>
        <FactList
          facts={{
            "Starting balance": formatUnits(initialBalance, currency),
            // Canceling a challenge reverses its initial balance: that is no loss.
            "Closed profit or loss":
              hasTradingData || (enable !== 1 && balance === 0)
                ? null
                : profitLabel(balance - initialBalance, initialBalance, currency),
            "Account type": <code>{group}</code>,
            Leverage: `1:${leverage}`,
            Mode: `${modeLabels[mode]}, ${currency}`,
            Status: <StatusBadge status={enable === 1 ? "enabled" : "disabled"} />,
          }}
        />
      </div>
    </section>
  );
}

/** `+$1,250.00 (+1.25%)`, `−$300.00 (−0.30%)`, `$0.00`. */
export function profitLabel(profit: number, initialBalance: number, currency: string): string {
  if (profit === 0 || initialBalance === 0) return formatUnits(profit, currency);
  const sign = profit > 0 ? "+" : "";
  const percent = new Intl.NumberFormat("en", {
    style: "percent",
    signDisplay: "exceptZero",
    minimumFractionDigits: 2,
  }).format(profit / initialBalance);
  return `${sign}${formatUnits(profit, currency)} (${percent.replace("-", "−")})`;
}
