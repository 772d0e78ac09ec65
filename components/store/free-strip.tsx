import { withReturn } from "@/components/client/return-path";
import type { TierView } from "@/lib/catalog/schemas";
import { formatSize } from "@/lib/core/money";
import { ButtonLink } from "../ui/button-link";
import { ClaimFreeButton } from "./claim-free-button";
import classes from "./free-strip.module.css";
import { marketHref } from "./market";
import { tierRules } from "./tier-card";

interface Props {
  tier: TierView;
  market: string;
  signedIn: boolean;
}

function limits(tier: TierView): string {
  const losses = tierRules(tier)
    .filter(({ rule }) => rule === "daily_loss" || rule === "total_loss")
    .map(({ name, share }) => `${name.toLowerCase()} ${share.toLowerCase()}`);
  return ` Rules: ${losses.join(", ")}.`;
}

/** The free tier. Visitors who aren't signed in create an account first. */
export function FreeStrip({ tier, market, signedIn }: Props) {
  const size = formatSize(tier.account_size);
  const assetClass = tier.markets.find((entry) => entry.market === market)?.asset_class;
  const returnTo = `${marketHref(market)}&claim=${encodeURIComponent(tier.id)}#try-it`;
  return (
    <section id="try-it" className={classes.strip} aria-labelledby="try-it-title">
      <div>
        <h2 id="try-it-title" className={classes.title}>
          Try before you buy: free {size} demo account
        </h2>
        <p className={classes.text}>No card needed. One per customer.{limits(tier)}</p>
      </div>
      {signedIn && assetClass ? (
        <ClaimFreeButton tierId={tier.id} assetClass={assetClass} accountSize={tier.account_size} />
      ) : (
        <ButtonLink href={withReturn("/sign-up", returnTo)} variant="default" size="md">
          Get a free demo account
        </ButtonLink>
      )}
    </section>
  );
}
