import type { Metadata } from "next";
import { Suspense } from "react";
import { pathParams, queryParams } from "@/app/page-params";
import { findRecentPurchase } from "@/components/challenge-purchase/find-recent-purchase";
import { RecentPurchaseOnDemand } from "@/components/challenge-purchase/on-demand";
import { pageTitle } from "@/components/challenge-purchase/page-title";
import { CheckoutForm } from "@/components/checkout/checkout-form";
import { CheckoutLayout } from "@/components/checkout/checkout-layout";
import { tierParts } from "@/components/checkout/checkout-parts";
import { Consent } from "@/components/checkout/consent";
import { OtherMarket } from "@/components/checkout/other-market";
import { MethodsWaiting } from "@/components/checkout/payment-methods";
import { TierMethods } from "@/components/checkout/tier-methods";
import { marketHref } from "@/components/store/market";
import { readTermsVersion } from "@/lib/catalog";
import { listChallenges } from "@/lib/challenges";
import { clientConfig } from "@/lib/core/client-config";
import { type CheckoutProps, checkoutParams, checkoutQuery } from "./checkout-params";
import { findTierPayment, readTier, readWalletProgram } from "./read-tier";

export const metadata: Metadata = { title: pageTitle("choosing", false) };

/** The purchase of a tier by card. */
export default async function CheckoutPage({ params, searchParams }: CheckoutProps) {
  const { tierId } = await pathParams(checkoutParams, params);
  const { market: requestedMarket } = await queryParams(checkoutQuery, searchParams);
  const { ctx, tier } = await readTier(tierId);
  const sold = tier.markets.find(({ market }) => market === requestedMarket);
  if (!sold) return <OtherMarket tier={tier} requestedMarket={requestedMarket} by="card" />;

  const [recent, newest, termsVersion] = await Promise.all([
    findTierPayment(ctx, tier, sold),
    listChallenges(ctx, { limit: 20 }),
    readTermsVersion(ctx.db),
  ]);
  const { publishableKey, stripeJsUrl, sandbox } = clientConfig();
  const order = {
    tier_id: tier.id,
    ...sold,
    account_size: tier.account_size,
    amount_cents: tier.price_cents,
    currency: tier.currency,
    terms_version: termsVersion,
  };
  const form = (
    <CheckoutForm
      key={`${tier.id} ${sold.market}`}
      order={order}
      recent={recent}
      stripe={{ publishableKey, stripeJsUrl }}
      consent={<Consent termsVersion={termsVersion} />}
    />
  );
  const programId = tier.program_id;
  const isBought = findRecentPurchase(newest, { programId, acknowledgedId: 0 }) !== null;
  return (
    <CheckoutLayout
      parts={tierParts(tier, sold.market, marketHref(sold.market))}
      title="Payment"
      sandbox={sandbox}
    >
      {/* A card needs no trading server: its form doesn't wait for it. */}
      <Suspense fallback={<MethodsWaiting />}>
        <CardMethods tierId={tierId} market={sold.market} />
      </Suspense>
      {isBought ? (
        <RecentPurchaseOnDemand programId={programId} newest={newest}>
          {form}
        </RecentPurchaseOnDemand>
      ) : (
        form
      )}
    </CheckoutLayout>
  );
}

const CardMethods = async ({ tierId, market }: { tierId: string; market: string }) => (
  <TierMethods
    tierId={tierId}
    market={market}
    current="card"
    program={await readWalletProgram(tierId)}
  />
);
