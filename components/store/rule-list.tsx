import classes from "./rule-list.module.css";

export interface Rule {
  name: string;
  share: string;
  amount?: string;
}

/** The rules of an account, each with its percentage and its amount. */
export function RuleList({ rules }: { rules: Rule[] }) {
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
