import { readAmount } from "@/lib/typed-number";
import { FreeStrip } from "../../store/free-strip";
import { TierGrid } from "../../store/tier-grid";
import classes from "./catalog.module.css";
import { type TierValues, tierPreview } from "./tier-values";

/** What is typed as the storefront would show it: what is free stands apart from what is sold. */
export function TierPreview({ values }: { values: TierValues }) {
  const price = readAmount(values.price_cents, values.currency);
  const hasPrice = price !== null && !Number.isNaN(price);
  const tier = tierPreview(values);
  return (
    <div className={classes.preview}>
      <p className={classes.caption}>
        {hasPrice
          ? "As traders will see it."
          : "Set a price: here it stands as traders will see it."}
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
