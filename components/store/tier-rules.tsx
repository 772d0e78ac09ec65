import type { TierView } from "@/lib/catalog/schemas";
import { formatSize } from "@/lib/money";
import classes from "./tier-rules.module.css";

interface Rule {
  name: string;
  share: string;
  amount?: string;
  /** Percent of a bar beside it, where more is better. */
  meter?: number;
}

function rulesOf(tier: TierView): Rule[] {
  const amount = (pct: number) => formatSize((tier.account_size * pct) / 100);
  const limit = (name: string, pct: number | null, none: string): Rule =>
    pct === null ? { name, share: none } : { name, share: `${pct}%`, amount: amount(pct) };
  const rules = [
    limit("Profit target", tier.profit_target_pct, "None"),
    limit("Max daily loss", tier.max_daily_loss_pct, "No limit"),
    limit("Max total loss", tier.max_total_loss_pct, "No limit"),
  ];
  if (tier.profit_split_pct !== null) {
    rules.push({
      name: "Profit split",
      share: `${tier.profit_split_pct}%`,
      meter: tier.profit_split_pct,
    });
  }
  if (tier.min_trading_days > 0) {
    rules.push({ name: "Min. trading days", share: String(tier.min_trading_days) });
  }
  return rules;
}

/** What a tier asks and gives, in lines: the share, and what it is in money. */
export function TierRules({ tier }: { tier: TierView }) {
  return (
    <dl className={classes.rules}>
      {rulesOf(tier).map(({ name, share, amount, meter }) => (
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
