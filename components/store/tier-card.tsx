import type { TierView } from "@/lib/catalog/schemas";
import { formatMoney, formatSize } from "@/lib/core/money";
import { ButtonLink } from "../ui/button-link";
import { RangeBar, type Scale } from "./range-bar";
import classes from "./tier-card.module.css";
import { TierRules } from "./tier-rules";

interface Props {
  tier: TierView;
  market: string;
  scale: Scale;
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
      <RangeBar
        scale={scale}
        daily={tier.max_daily_loss_pct}
        total={tier.max_total_loss_pct}
        target={tier.profit_target_pct}
      />
      <TierRules tier={tier} />
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
