import { IconTags } from "@tabler/icons-react";
import { marketName } from "@/components/store/market";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import type { TierView } from "@/lib/catalog/schemas";
import { checkoutPath } from "./addresses";

interface Props {
  tier: TierView;
  /** The market of the address, if it names one. */
  wanted: string | undefined;
}

/** A tier that is on sale, but not in the market of the address: offers those that it is sold in. */
export function OtherMarket({ tier, wanted }: Props) {
  return (
    <EmptyState
      heading="h1"
      icon={<IconTags size={24} aria-hidden />}
      title={`Choose a market for the ${tier.name} challenge`}
      action={
        <>
          {tier.markets.map(({ market }) => (
            <ButtonLink key={market} href={checkoutPath(tier.id, market)}>
              {marketName(market)}
            </ButtonLink>
          ))}
          <ButtonLink href="/" variant="default">
            See all challenges
          </ButtonLink>
        </>
      }
    >
      <p>
        {wanted ? "It isn't sold in the market that this link names." : "Pick one to go on."}{" "}
        Nothing was charged.
      </p>
    </EmptyState>
  );
}
