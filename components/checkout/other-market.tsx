import { IconTags } from "@tabler/icons-react";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { productName } from "@/lib/catalog/product-name";
import type { TierView } from "@/lib/catalog/schemas";
import { marketName } from "@/lib/core/format";
import { checkoutPath } from "./paths";
import type { PaymentMethod } from "./payment-methods";

interface Props {
  tier: TierView;
  /** The market in the URL, if it names one. */
  requestedMarket: string | undefined;
  by: PaymentMethod;
}

/** For a tier that isn't sold in the market of the URL: links to the markets that it is sold in. */
export function OtherMarket({ tier, requestedMarket, by }: Props) {
  return (
    <EmptyState
      heading="h1"
      icon={<IconTags size={24} aria-hidden />}
      title={`Choose a market for ${productName({ name: tier.name, phases: tier.phases })}`}
      action={
        <>
          {tier.markets.map(({ market }) => (
            <ButtonLink key={market} href={checkoutPath(tier.id, market, by)}>
              {marketName(market)}
            </ButtonLink>
          ))}
          <ButtonLink href="/" variant="default">
            Browse challenges
          </ButtonLink>
        </>
      }
    >
      <p>
        {requestedMarket
          ? "It isn't available in the market in this link."
          : "Choose one to continue."}{" "}
        You haven't been charged.
      </p>
    </EmptyState>
  );
}
