import { legalPath } from "@/lib/core/legal-pages";
import { formatSize } from "@/lib/core/money";
import { ButtonLink } from "../ui/button-link";
import { TextLink } from "../ui/text-link";
import { ClaimFreeButton } from "./claim-free-button";
import classes from "./free-strip.module.css";
import { marketHref } from "./market";
import type { Offer } from "./offers";
import { buyPath } from "./program";
import { planRules } from "./rule-cells";
import { walletNote } from "./wallet-note";

interface Props {
  /** What is free in the market. */
  offers: Offer[];
  market: string | null;
  /** The currencies (lower case) that wallets can be opened in; null where they aren't known. */
  walletCurrencies: string[] | null;
  signedIn: boolean;
}

/** A free account: what it is good for, by whether it has a target. */
interface FreeAccount {
  offer: Offer;
  purpose: string;
  terms: string;
}

function describeFree(offer: Offer, walletCurrencies: string[] | null): FreeAccount {
  const { phases, size, currency, program } = offer;
  const rules = planRules(phases, { size, currency });
  const shareOf = (rule: string) => rules.find((cell) => cell.rule === rule)?.share ?? "None";
  const [target, limit] = [shareOf("profit_target"), shareOf("time_limit")];
  const note = program && walletNote(program, walletCurrencies);
  return {
    offer,
    purpose: target === "None" ? "Look around" : "Practice a challenge",
    terms: [
      target === "None" ? "No profit target" : `Profit target ${target}`,
      limit === "None" ? ", no time limit." : ` within ${limit}.`,
      program ? " You confirm it on the next page." : " Opens right away.",
      note ? ` ${note}` : "",
    ].join(""),
  };
}

/** What can be had for free, in one place. Visitors who aren't signed in create an account first. */
export function FreeStrip({ offers, market, walletCurrencies, signedIn }: Props) {
  if (offers.length === 0) return null;
  const sizes = [...new Set(offers.map(({ size, currency }) => formatSize(size, currency)))];
  const accounts = offers.map((offer) => describeFree(offer, walletCurrencies));
  return (
    <section id="try-it" className={classes.strip} aria-labelledby="try-it-title">
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
      <ul className={classes.accounts}>
        {accounts.map(({ offer, purpose, terms }) => (
          <li key={offer.id} className={classes.account}>
            <div>
              <strong>
                {purpose}: {offer.tier?.name ?? offer.name}
              </strong>
              <p className={classes.text}>{terms}</p>
            </div>
            <Action offer={offer} market={market} signedIn={signedIn} />
          </li>
        ))}
      </ul>
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
