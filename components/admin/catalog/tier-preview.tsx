import { readAmount } from "@/lib/core/typed-number";
import { FreeStrip } from "../../store/free-strip";
import { TierGrid } from "../../store/tier-grid";
import classes from "./catalog.module.css";
import { type TierValues, tierPreview } from "./tier-values";

/** The typed tier as the storefront would show it; a free one as the free tier. */
export function TierPreview({ values }: { values: TierValues }) {
  const price = readAmount(values.price_cents, values.currency);
  const hasPrice = price !== null && !Number.isNaN(price);
  const tier = tierPreview(values);
  return (
    <div className={classes.preview}>
      <p className={classes.caption}>
        {hasPrice ? "Storefront preview" : "Enter a price to see the preview."}
      </p>
      {hasPrice && (
        <div inert>
          {price === 0 ? (
            <FreeStrip tier={tier} market="" signedIn={false} />
          ) : (
            <TierGrid tiers={[tier]} market="" />
          )}
        </div>
      )}
    </div>
  );
}
