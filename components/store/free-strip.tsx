import { legalPath } from "@/lib/core/legal-pages";
import { formatSize } from "@/lib/core/money";
import { ButtonLink } from "../ui/button-link";
import { TextLink } from "../ui/text-link";
import { ClaimFreeButton } from "./claim-free-button";
import classes from "./free-strip.module.css";
import { marketHref } from "./market";
import { offerRules } from "./offer-rules";
import type { Offer } from "./offers";
import { buyPath } from "./program";
import { walletNote } from "./wallet-note";

interface Props {
  /** What is free in the market. */
  offers: Offer[];
  market: string | null;
  /** The currencies (lower case) that wallets can be opened in; null where they aren't known. */
  walletCurrencies: string[] | null;
  signedIn: boolean;
}

/** How a free account differs from the others: `profit target 8%, 14 days`. */
function termsOf(offer: Offer, walletCurrencies: string[] | null): string {
  const { targets, columns } = offerRules(offer);
  const target = targets.map(({ target }) => target.share).join(" / ");
  const limit = columns.find(({ rule }) => rule === "time_limit")?.share ?? "None";
  const note = offer.program && walletNote(offer.program, walletCurrencies);
  return [
    target === "" || target === "None" ? "No profit target" : `Profit target ${target}`,
    limit === "None" ? ", no time limit." : ` within ${limit}.`,
    note ? ` ${note}` : "",
  ].join("");
}

/** What can be had for free, in one place. Visitors who aren't signed in create an account first. */
export function FreeStrip({ offers, market, walletCurrencies, signedIn }: Props) {
  const [first] = offers;
  if (!first) return null;
  const sizes = [...new Set(offers.map(({ size, currency }) => formatSize(size, currency)))];
  return (
    <section id="try-it" className={classes.strip} aria-labelledby="try-it-title">
      <div>
        <h2 id="try-it-title" className={classes.title}>
          Try before you buy: free {sizes.length === 1 ? `${sizes[0]} ` : ""}account
        </h2>
        <p className={classes.text}>
          No card needed. By getting one, you agree to the{" "}
          <TextLink href={legalPath("terms")} target="_blank" quiet>
            terms of purchase
          </TextLink>
          .
        </p>
        <ul className={classes.differences}>
          {offers.map((offer) => (
            <li key={offer.id}>
              <strong>{offer.tier?.name ?? offer.name}:</strong> {termsOf(offer, walletCurrencies)}
            </li>
          ))}
        </ul>
      </div>
      <div className={classes.actions}>
        {offers.map((offer) => (
          <Action key={offer.id} offer={offer} market={market} signedIn={signedIn} />
        ))}
      </div>
    </section>
  );
}

interface ActionProps {
  offer: Offer;
  market: string | null;
  signedIn: boolean;
}

function Action({ offer: { tier, program }, market, signedIn }: ActionProps) {
  if (program) {
    return (
      <ButtonLink
        href={buyPath(program.id)}
        prefetch={false}
        variant="default"
        size="md"
        aria-label={`Start the free trial: ${program.display_name}`}
      >
        Start the free trial
      </ButtonLink>
    );
  }
  const sold = tier?.markets.find((entry) => entry.market === market);
  if (!tier || !sold) return null;
  return (
    <ClaimFreeButton
      tierId={tier.id}
      assetClass={sold.asset_class}
      accountSize={tier.account_size}
      returnTo={`${marketHref(sold.market)}&claim=${encodeURIComponent(tier.id)}#try-it`}
      signedIn={signedIn}
    />
  );
}
