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

/** The trading account of a challenge: its balance and its settings. */
export function AccountPanel({ account }: { account: TradingAccountView }) {
  const { balance, currency, group, leverage, account_mode_name: mode, enable } = account;
  return (
    <section className={classes.panel} aria-labelledby="account">
      <h2 id="account" className={classes.title}>
        Trading account
      </h2>
      <p className={classes.balance}>{formatUnits(balance, currency)}</p>
      <p className={classes.caption}>Balance · login {account.login}</p>
      {account.must_change_password && enable === 1 && (
        <p className={classes.notice}>
          <IconKey size={16} aria-hidden />
          You're still using the temporary password. Change it before you trade.
        </p>
      )}
      <div className={classes.facts}>
        <FactList
          facts={{
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
