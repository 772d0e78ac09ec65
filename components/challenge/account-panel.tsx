import { IconKey } from "@tabler/icons-react";
import { FactList } from "@/components/ui/fact-list";
import classes from "@/components/ui/panel.module.css";
import { StatusBadge } from "@/components/ui/status-badge";
import { formatUnits } from "@/lib/money";
import type { TradingAccountView } from "@/lib/trading/schemas";

/** The account that a challenge is traded on: its balance first, then what it is. */
export function AccountPanel({ account }: { account: TradingAccountView }) {
  const { balance, currency, group, leverage, account_mode_name: mode, enable } = account;
  return (
    <section className={classes.panel} aria-labelledby="account">
      <h2 id="account" className={classes.title}>
        Trading account
      </h2>
      <p className={classes.balance}>{formatUnits(balance, currency)}</p>
      <p className={classes.caption}>Balance of login {account.login}</p>
      {account.must_change_password && enable === 1 && (
        <p className={classes.notice}>
          <IconKey size={16} aria-hidden />
          The account still has its temporary password. Change it before you trade.
        </p>
      )}
      <div className={classes.facts}>
        <FactList
          facts={{
            Group: <code>{group}</code>,
            Leverage: `1:${leverage}`,
            Mode: `${mode}, ${currency}`,
            Status: <StatusBadge status={enable === 1 ? "enabled" : "disabled"} />,
          }}
        />
      </div>
    </section>
  );
}
