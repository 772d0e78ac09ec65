import { IconCreditCard, IconTags } from "@tabler/icons-react";
import type { TierView } from "@/lib/catalog/schemas";
import { EmptyState } from "../ui/empty-state";
import classes from "./catalog.module.css";
import { FreeStrip } from "./free-strip";
import { marketName, marketsOf, tiersIn } from "./market";
import { MarketSwitch } from "./market-switch";
import { PaidWith } from "./paid-with";
import { TierGrid } from "./tier-grid";

interface Props {
  tiers: TierView[];
  /** As the address says it; an unknown one falls back to the first. */
  market: string | undefined;
  signedIn: boolean;
}

/** What is paid by card in one market. */
export function Catalog({ tiers, market: wanted, signedIn }: Props) {
  const markets = marketsOf(tiers);
  const market = markets.find((known) => known === wanted) ?? markets[0];
  if (!market) {
    return (
      <EmptyState icon={<IconTags size={24} aria-hidden />} title="Nothing is on sale right now">
        <p>Challenges will be listed here as soon as they are. Nothing that you own is affected.</p>
      </EmptyState>
    );
  }
  const shown = tiersIn(tiers, market);
  const paid = shown.filter((tier) => tier.price_cents > 0);
  const free = shown.find((tier) => tier.price_cents === 0);
  return (
    <section id="card" className={classes.section} aria-labelledby="tiers">
      <PaidWith icon={<IconCreditCard size={16} aria-hidden />}>By card</PaidWith>
      <div className={classes.head}>
        <h2 id="tiers" className={classes.title}>
          {marketName(market)} challenges
        </h2>
        {markets.length > 1 && <MarketSwitch markets={markets} current={market} />}
      </div>
      <TierGrid tiers={paid} market={market} />
      {free && <FreeStrip tier={free} market={market} signedIn={signedIn} />}
    </section>
  );
}
