import type { ProgramView } from "@/lib/catalog/schemas";
import { marketName } from "@/lib/core/format";
import { formatSize } from "@/lib/core/money";
import { BackLink } from "../../ui/back-link";
import { ButtonLink } from "../../ui/button-link";
import { TextLink } from "../../ui/text-link";
import { Choices } from "../choices";
import { fromWalletPath } from "../offer-row";
import type { Offer } from "../offers";
import { programPath } from "../program";
import { afterPassing } from "../program-end";
import { walletNote } from "../wallet-note";
import classes from "./program-hero.module.css";
import {
  buyHref,
  defaultOffer,
  marketsOf,
  paymentText,
  priceText,
  programName,
} from "./program-offers";

interface Props {
  program: ProgramView;
  offers: Offer[];
  selected: Offer;
  market: string | undefined;
  /** The currencies (lower case) that wallets can be opened in; null where they aren't known. */
  walletCurrencies: string[] | null;
}

/** What the program is, at one size, and the button that buys it. */
export function ProgramHero(props: Props) {
  const { program, offers, selected, market } = props;
  const { description } = program;
  const { phases, size, currency } = selected;
  return (
    <div className={classes.hero}>
      <div>
        <BackLink href="/">All challenges</BackLink>
        <h1 className={classes.title}>{programName(program, offers)}</h1>
        {description && <p className={classes.text}>{description}</p>}
        <dl className={classes.facts}>
          <div>
            <dt>Account</dt>
            <dd>{formatSize(size, currency)}</dd>
          </div>
          <div>
            <dt>{phases.length === 1 ? "Phase" : "Phases"}</dt>
            <dd>{phases.map(({ name }) => name).join(" → ")}</dd>
          </div>
          {marketsOf(selected).length === 1 && (
            <div>
              <dt>Market</dt>
              <dd>{marketsOf(selected).map(marketName)}</dd>
            </div>
          )}
        </dl>
        <div className={classes.choices}>
          <Choices
            label="Size"
            choices={offers.map((offer) => ({
              text: `${formatSize(offer.size, offer.currency)} for ${priceText(offer)}`,
              href: hrefOf(program, offers, offer, market),
              isCurrent: offer === selected,
            }))}
          />
          <Choices
            label="Market"
            choices={marketsOf(selected).map((name) => ({
              text: marketName(name),
              href: hrefOf(program, offers, selected, name),
              isCurrent: name === market,
            }))}
          />
        </div>
      </div>
      <Price {...props} />
    </div>
  );
}

/** The page with another size or market; what is shown without them is left out. */
function hrefOf(
  program: ProgramView,
  offers: Offer[],
  offer: Offer,
  market: string | undefined,
): string {
  const query = new URLSearchParams();
  if (offer !== defaultOffer(offers)) query.set("size", offer.id);
  const [first, ...others] = marketsOf(offer);
  if (market && market !== first && others.includes(market)) query.set("market", market);
  return query.size > 0 ? `${programPath(program)}?${query}` : programPath(program);
}

/** The price and the button; why there is none where it isn't for sale. */
function Price({ program, selected, market, walletCurrencies }: Props) {
  const href = buyHref(selected, market);
  if (href === null) {
    return (
      <section className={classes.offer} aria-label="Price">
        <p className={classes.price}>Not for sale</p>
        <p className={classes.note}>
          This challenge is no longer sold. Challenges bought before keep the rules below.
        </p>
        <ButtonLink href="/" variant="default" size="md" fullWidth>
          Browse challenges
        </ButtonLink>
      </section>
    );
  }
  const price = priceText(selected);
  const after = afterPassing(program.steps, selected.price.cents);
  const isFree = selected.price.cents === 0;
  const hasBoth = selected.tier !== null && selected.program !== null && !isFree;
  const note = selected.program && !selected.tier ? walletNote(program, walletCurrencies) : null;
  return (
    <section className={classes.offer} aria-label="Price">
      <p className={classes.price}>
        {price} {!isFree && <span>one-time fee</span>}
      </p>
      <ButtonLink href={href} prefetch={false} size="md" fullWidth>
        {isFree ? "Start for free" : `Buy for ${price}`}
      </ButtonLink>
      <p className={classes.note}>
        {hasBoth ? (
          <>
            You pay once, by card or{" "}
            <TextLink href={fromWalletPath(selected, market ?? null)} prefetch={false}>
              with wallet balance
            </TextLink>
            .
          </>
        ) : (
          paymentText(selected)
        )}
        {note && ` ${note}`}
      </p>
      {after && <p className={classes.note}>{after}</p>}
    </section>
  );
}
