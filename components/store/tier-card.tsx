import type { TierView } from "@/lib/catalog/schemas";
import { formatMoney, formatSize } from "@/lib/core/money";
import { ButtonLink } from "../ui/button-link";
import { RangeBar, type Scale } from "./range-bar";
import { planRules } from "./rule-cells";
import { RuleList } from "./rule-list";
import classes from "./tier-card.module.css";

interface Props {
  tier: TierView;
  market: string;
  scale: Scale;
}

/** The rules of a tier, one a line. */
export const tierRules = ({ phases, account_size, currency }: TierView) =>
  planRules(phases, { size: account_size, currency });

/** Whether the bar, which has percentages of the initial balance, can show the rules of the first phase. */
function isDrawable({ phases, ...fields }: TierView): boolean {
  const rules = phases[0]?.rules;
  const isShown = (rule: unknown, percent: number | null) => !rule || percent !== null;
  return (
    isShown(rules?.daily_loss, fields.max_daily_loss_pct) &&
    isShown(rules?.total_loss, fields.max_total_loss_pct) &&
    isShown(rules?.profit_target, fields.profit_target_pct)
  );
}

/** One tier: its size, its price, its rules, and the link to the checkout. */
export function TierCard({ tier, market, scale }: Props) {
  const price = formatMoney(tier.price_cents, tier.currency);
  const size = formatSize(tier.account_size);
  const href = `/checkout/${encodeURIComponent(tier.id)}?market=${encodeURIComponent(market)}`;
  return (
    <article
      className={classes.card}
      data-kind="tier"
      data-recommended={tier.recommended || undefined}
      aria-label={`${size} account, ${price}`}
    >
      <div className={classes.head}>
        <h3 className={classes.name}>{tier.name}</h3>
        {tier.recommended && <span className={classes.mark}>Recommended</span>}
      </div>
      <div className={classes.offer}>
        <p className={classes.size}>{size}</p>
        <p className={classes.price}>
          <strong>{price}</strong> one-time fee
        </p>
      </div>
      {isDrawable(tier) && (
        <RangeBar
          scale={scale}
          daily={tier.max_daily_loss_pct}
          total={tier.max_total_loss_pct}
          target={tier.profit_target_pct}
        />
      )}
      <RuleList rules={tierRules(tier)} />
      <ButtonLink
        href={href}
        prefetch={false}
        fullWidth
        size="md"
        variant={tier.recommended ? "filled" : "default"}
        aria-label={`Buy for ${price}: the ${size} account`}
      >
        Buy for {price}
      </ButtonLink>
    </article>
  );
}
