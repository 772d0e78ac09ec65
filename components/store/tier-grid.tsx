import type { TierView } from "@/lib/catalog/schemas";
import { TierCard } from "./tier-card";
import classes from "./tier-grid.module.css";

interface Props {
  tiers: TierView[];
  market: string;
}

const widest = (values: (number | null)[]) => Math.max(0, ...values.map((value) => value ?? 0));

/** The paid tiers side by side; stacked on a phone. */
export function TierGrid({ tiers, market }: Props) {
  const scale = {
    loss: widest(tiers.map((tier) => tier.max_total_loss_pct)),
    target: widest(tiers.map((tier) => tier.profit_target_pct)),
  };
  return (
    <div className={classes.grid}>
      {tiers.map((tier) => (
        <TierCard key={tier.id} tier={tier} market={market} scale={scale} />
      ))}
    </div>
  );
}
