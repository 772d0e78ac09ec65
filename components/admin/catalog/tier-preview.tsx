import type { ProgramRecord } from "@/lib/catalog/schemas";
import { readAmount } from "@/lib/core/typed-number";
import { FreeStrip } from "../../store/free-strip";
import { offerOfTier } from "../../store/offers";
import { PlanList } from "../../store/plan-list";
import classes from "./catalog.module.css";
import { type TierValues, tierPreview } from "./tier-values";

interface Props {
  values: TierValues;
  /** The program that is sold. */
  program: ProgramRecord | undefined;
}

/** The typed tier as the storefront would show it; a free one as the free tier. */
export function TierPreview({ values, program }: Props) {
  const price = readAmount(values.price_cents, values.currency);
  const hasPrice = price !== null && !Number.isNaN(price);
  const offers = [offerOfTier(tierPreview(values, program))];
  const market = values.markets[0]?.market ?? "";
  return (
    <div className={classes.preview}>
      <p className={classes.caption}>
        {hasPrice ? "Storefront preview" : "Enter a price to see the preview."}
      </p>
      {hasPrice && (
        <div inert>
          {price === 0 ? (
            <FreeStrip offers={offers} market={market} walletCurrencies={null} signedIn={false} />
          ) : (
            <PlanList offers={offers} market={market} walletCurrencies={null} />
          )}
        </div>
      )}
    </div>
  );
}
