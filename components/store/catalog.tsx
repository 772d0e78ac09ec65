import { IconCreditCard, IconTags } from "@tabler/icons-react";
import Link from "next/link";
import type { TierView } from "@/lib/catalog/schemas";
import { marketName } from "@/lib/core/format";
import { EmptyState } from "../ui/empty-state";
import { afterPassingAccount } from "./after-passing-account";
import classes from "./catalog.module.css";
import { FreeStrip } from "./free-strip";
import { marketHref, marketsOf, tiersIn } from "./market";
import switchClasses from "./market-switch.module.css";
import { PaidWith } from "./paid-with";
import { TierGrid } from "./tier-grid";

interface Props {
  tiers: TierView[];
  /** From the page's query; the first market is shown for an unknown one. */
  market: string | undefined;
  signedIn: boolean;
}

/** The tiers of one market, which are paid by card. */
export function Catalog({ tiers, market: requested, signedIn }: Props) {
  const markets = marketsOf(tiers);
  const market = markets.find((name) => name === requested) ?? markets[0];
  if (!market) {
    return (
      <EmptyState
        icon={<IconTags size={24} aria-hidden />}
        title="No challenges available right now"
      >
        <p>New challenges will appear here. Your existing accounts aren't affected.</p>
      </EmptyState>
    );
  }
  const inMarket = tiersIn(tiers, market);
  const paid = inMarket.filter((tier) => tier.price_cents > 0);
  const free = inMarket.find((tier) => tier.price_cents === 0);
  return (
    <section id="card" className={classes.section} aria-labelledby="tiers">
      <PaidWith icon={<IconCreditCard size={16} aria-hidden />}>Pay by card</PaidWith>
      <div className={classes.head}>
        <div>
          <h2 id="tiers" className={classes.title}>
            {marketName(market)} challenges
          </h2>
          <p className={classes.text}>{afterPassingAccount}</p>
        </div>
        {markets.length > 1 && <MarketSwitch markets={markets} current={market} />}
      </div>
      <TierGrid tiers={paid} market={market} />
      {free && <FreeStrip tier={free} market={market} signedIn={signedIn} />}
    </section>
  );
}

interface MarketSwitchProps {
  markets: string[];
  current: string;
}

/** Links to the markets: they work without JavaScript, and their addresses can be shared. */
function MarketSwitch({ markets, current }: MarketSwitchProps) {
  return (
    <nav className={switchClasses.switch} aria-label="Market">
      {markets.map((market) => (
        <Link
          key={market}
          href={marketHref(market)}
          scroll={false}
          className={switchClasses.market}
          aria-current={market === current ? "true" : undefined}
        >
          {marketName(market)}
        </Link>
      ))}
    </nav>
  );
}
