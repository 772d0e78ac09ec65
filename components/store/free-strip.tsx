import type { TierView } from "@/lib/catalog/schemas";
import { withReturn } from "@/lib/client/return-path";
import { formatSize } from "@/lib/money";
import { ButtonLink } from "../ui/button-link";
import { ClaimFreeButton } from "./claim-free-button";
import classes from "./free-strip.module.css";
import { marketHref } from "./market";

interface Props {
  tier: TierView;
  market: string;
  signedIn: boolean;
}

function limits({ max_daily_loss_pct: daily, max_total_loss_pct: total }: TierView): string {
  const rules = [
    daily !== null && `max daily loss ${daily}%`,
    total !== null && `max total loss ${total}%`,
  ].filter(Boolean);
  return rules.length > 0 ? ` Same kind of rules: ${rules.join(", ")}.` : "";
}

/** The tier that costs nothing, apart from what is sold. Signed out, it leads to signing in. */
export function FreeStrip({ tier, market, signedIn }: Props) {
  const size = formatSize(tier.account_size);
  const assetClass = tier.markets.find((sold) => sold.market === market)?.asset_class;
  const back = `${marketHref(market)}&claim=${encodeURIComponent(tier.id)}#try-it`;
  return (
    <section id="try-it" className={classes.strip} aria-labelledby="try-it-title">
      <div>
        <h2 id="try-it-title" className={classes.title}>
          Try it first: a {size} demo account
        </h2>
        <p className={classes.text}>Free, no card, one for each customer.{limits(tier)}</p>
      </div>
      {signedIn && assetClass ? (
        <ClaimFreeButton tierId={tier.id} assetClass={assetClass} accountSize={tier.account_size} />
      ) : (
        <ButtonLink href={withReturn("/sign-in", back)} variant="default" size="md">
          Open a demo account
        </ButtonLink>
      )}
    </section>
  );
}
