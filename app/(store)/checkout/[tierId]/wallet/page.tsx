import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ifAvailable } from "@/app/if-available";
import { pathParams, queryParams } from "@/app/page-params";
import { pageTitle } from "@/components/challenge-purchase/page-title";
import { ProgramUnavailable } from "@/components/challenge-purchase/program-unavailable";
import { Purchase } from "@/components/challenge-purchase/purchase";
import { programParts } from "@/components/checkout/checkout-parts";
import { Consent } from "@/components/checkout/consent";
import { OtherMarket } from "@/components/checkout/other-market";
import { checkoutPath } from "@/components/checkout/paths";
import { TierMethods } from "@/components/checkout/tier-methods";
import { marketHref } from "@/components/store/market";
import { readTermsVersion } from "@/lib/catalog";
import { listChallenges } from "@/lib/challenges";
import { clientConfig } from "@/lib/core/client-config";
import { listPayerAccounts } from "@/lib/purchases";
import { type CheckoutProps, checkoutParams, checkoutQuery } from "../checkout-params";
import { findTierPayment, readTier, readWalletProgram } from "../read-tier";

export const metadata: Metadata = { title: pageTitle("choosing", false) };

/** The purchase of a tier's program from a wallet: its scripts aren't needed where a card pays. */
export default async function WalletCheckoutPage({ params, searchParams }: CheckoutProps) {
  const { tierId } = await pathParams(checkoutParams, params);
  const { market: requestedMarket } = await queryParams(checkoutQuery, searchParams);
  const { ctx, tier } = await readTier(tierId);
  const sold = tier.markets.find(({ market }) => market === requestedMarket);
  if (!sold) return <OtherMarket tier={tier} requestedMarket={requestedMarket} by="wallet" />;

  const { market } = sold;
  const program = await readWalletProgram(tierId);
  // The page says there that a card is the only method.
  if (program === null || program === "unavailable") redirect(checkoutPath(tierId, market));
  const [payers, newest, cardPayment, termsVersion] = await Promise.all([
    ifAvailable(() => listPayerAccounts(ctx, program.id)),
    listChallenges(ctx, { limit: 20 }),
    findTierPayment(ctx, tier, sold),
    readTermsVersion(ctx.db),
  ]);
  if (!payers) return <ProgramUnavailable />;
  return (
    <Purchase
      key={program.id}
      program={program}
      payers={payers}
      newest={newest}
      cardPayment={cardPayment}
      termsVersion={termsVersion}
      consent={<Consent termsVersion={termsVersion} />}
      parts={programParts(program, "wallet", marketHref(market))}
      methods={<TierMethods {...{ tierId, market, program }} current="wallet" />}
      path={checkoutPath(tierId, market, "wallet")}
      supportEmail={clientConfig().supportEmail}
    />
  );
}
