import classes from "./rule-list.module.css";

export interface Rule {
  name: string;
  share: string;
  amount?: string;
  /** Percent of a bar beside it, where more is better. */
  meter?: number;
}

/** What an account asks and gives, in lines: the share, and what it is in money. */
export function RuleList({ rules }: { rules: Rule[] }) {
  return (
    <dl className={classes.rules}>
      {rules.map(({ name, share, amount, meter }) => (
        <div key={name} className={classes.rule}>
          <dt>{name}</dt>
          <dd>
            {amount && <span className={classes.amount}>{amount}</span>}
            {meter !== undefined && (
              <span className={classes.meter} aria-hidden="true">
                <span style={{ width: `${meter}%` }} />
              </span>
            )}
            <span className={classes.share}>{share}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
