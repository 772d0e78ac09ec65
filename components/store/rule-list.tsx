import type { RuleCell } from "./rule-cells";
import classes from "./rule-list.module.css";

/** The rules of an account, each with its percentage and its amount. */
export function RuleList({ rules }: { rules: RuleCell[] }) {
  return (
    <dl className={classes.rules}>
      {rules.map(({ name, share, amount }) => (
        <div key={name} className={classes.rule}>
          <dt>{name}</dt>
          <dd>
            {amount && <span className={classes.amount}>{amount}</span>}
            <span className={classes.share}>{share}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
