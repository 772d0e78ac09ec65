import { IconTags } from "@tabler/icons-react";
import { marketName } from "@/components/store/market";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import type { TierView } from "@/lib/catalog/schemas";
import { checkoutPath } from "./addresses";

/** A tier that is on sale, but not in the market of the address: offers those that it is sold in. */
export function OtherMarket({ tier }: { tier: TierView }) {
  return (
    <EmptyState
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
      <p>It isn't sold in the market that this link names. Nothing was charged.</p>
    </EmptyState>
  );
}
