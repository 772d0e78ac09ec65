import type { ReactNode } from "react";
import { formatMoney, formatSize } from "@/lib/core/money";
import { ButtonLink } from "../ui/button-link";
import { TextLink } from "../ui/text-link";
import type { OfferRules } from "./offer-rules";
import classes from "./offer-table.module.css";
import type { Offer } from "./offers";
import { buyPath, programPath } from "./program";
import type { RuleCell } from "./rule-cells";

interface Props {
  offer: Offer;
  market: string | null;
  rules: Pick<OfferRules, "targets" | "columns">;
  notes: ReactNode;
}

/** Where an offer is bought: by card where it can be. */
export function offerPath({ tier, program }: Offer, market: string | null): string {
  if (!tier) return buyPath(program?.id ?? 0);
  const query = market === null ? "" : `?market=${encodeURIComponent(market)}`;
  return `/checkout/${encodeURIComponent(tier.id)}${query}`;
}

/** One offer: its size, its rules in numbers, its price, and the link to buy it. */
export function OfferRow({ offer, market, rules, notes }: Props) {
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
        {notes}
      </th>
      <td className={classes.rule} data-label="Profit target">
        {rules.targets.map(({ phase, target }) => (
          <Value key={phase} cell={target} phase={rules.targets.length > 1 ? phase : null} />
        ))}
        {rules.targets.length === 0 && "None"}
      </td>
      {rules.columns.map((cell) => (
        <td key={cell.rule} className={classes.rule} data-label={cell.name}>
          <Value cell={cell} phase={null} />
        </td>
      ))}
      <td className={classes.cost}>
        <span className={classes.price}>{price}</span>
        <span className={classes.pay}>
          <PaidWith offer={offer} />
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
          Buy<span className={classes.inCard}>&nbsp;for {price}</span>
        </ButtonLink>
      </td>
    </tr>
  );
}

/** What pays for an offer. */
function PaidWith({ offer: { tier, program } }: { offer: Offer }) {
  if (!program) return "Card";
  if (!tier) return "Card or wallet balance";
  return (
    <>
      Card or{" "}
      <TextLink href={`${buyPath(program.id)}?pay=wallet`} prefetch={false} quiet>
        wallet balance
      </TextLink>
    </>
  );
}

/** A rule in numbers: its share, and below it what that is in money. */
function Value({ cell: { share, amount }, phase }: { cell: RuleCell; phase: number | null }) {
  return (
    <span className={classes.value}>
      {phase !== null && <span className={classes.phase}>Phase {phase}</span>}
      <span className={classes.share}>{share}</span>
      {amount && <span className={classes.amount}>{amount}</span>}
    </span>
  );
}
