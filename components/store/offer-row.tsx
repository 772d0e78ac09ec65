import { checkoutPath } from "@/components/checkout/paths";
import { formatMoney, formatSize } from "@/lib/core/money";
import { ButtonLink } from "../ui/button-link";
import { TextLink } from "../ui/text-link";
import { offerAmounts } from "./offer-amounts";
import classes from "./offer-table.module.css";
import type { Offer } from "./offers";
import { buyPath, programPath } from "./program";

interface Props {
  offer: Offer;
  market: string | null;
  /** What is to be said of this offer alone. */
  note: string | null;
  /** Whether it shows the target and the limits in money. */
  hasAmounts: boolean;
}

/** Where an offer is bought: by card where it can be. */
export function offerPath({ tier, program }: Offer, market: string | null): string {
  if (!tier) return buyPath(program?.id ?? 0);
  const query = market === null ? "" : `?market=${encodeURIComponent(market)}`;
  return `/checkout/${encodeURIComponent(tier.id)}${query}`;
}

/** Where an offer of cards and wallets is bought from a wallet. */
export function fromWalletPath({ tier, program }: Offer, market: string | null): string {
  const place = market ?? tier?.markets[0]?.market;
  if (!tier || place === undefined) return `${buyPath(program?.id ?? 0)}?pay=wallet`;
  return checkoutPath(tier.id, place, "wallet");
}

/** One offer: its size, its target and limits in money, its price, and the link to buy it. */
export function OfferRow({ offer, market, note, hasAmounts }: Props) {
  const { name, size, currency, recommended } = offer;
  const price = formatMoney(offer.price.cents, offer.price.currency);
  return (
    <tr className={classes.offer} data-recommended={recommended || undefined}>
      <th scope="row" className={classes.account}>
        <span className={classes.size}>{formatSize(size, currency)}</span>
        {recommended && <span className={classes.mark}>Recommended</span>}
        <TextLink href={programPath(offer)} prefetch={false} quiet className={classes.name}>
          {name}
        </TextLink>
        {note && <span className={classes.note}>{note}</span>}
      </th>
      {(hasAmounts ? offerAmounts(offer) : []).map(({ rule, name, values }) => (
        <td key={rule} className={classes.amount} data-label={name}>
          {values.map((value, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two evaluations may have the same target
            <span key={i} className={classes.value}>
              {i > 0 && <span className={classes.then}>then </span>}
              {value}
            </span>
          ))}
        </td>
      ))}
      <td className={classes.cost}>
        <span className={classes.price}>{price}</span>
        <span className={classes.pay}>
          <PaidWith offer={offer} market={market} />
        </span>
      </td>
      <td className={classes.buy}>
        <ButtonLink
          href={offerPath(offer, market)}
          prefetch={false}
          fullWidth
          size="sm"
          variant={recommended ? "filled" : "default"}
          aria-label={`Buy for ${price}: ${name}`}
        >
          Buy
        </ButtonLink>
      </td>
    </tr>
  );
}

/** What pays for an offer. */
function PaidWith({ offer, market }: Pick<Props, "offer" | "market">) {
  if (!offer.program) return "Card";
  if (!offer.tier) return "Card or wallet";
  return (
    <>
      Card or{" "}
      <TextLink href={fromWalletPath(offer, market)} prefetch={false} quiet>
        wallet
      </TextLink>
    </>
  );
}
