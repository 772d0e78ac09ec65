import type { Metadata } from "next";
import { z } from "zod";
import { pathParams, queryParams } from "@/app/page-params";
import { CheckoutForm } from "@/components/checkout/checkout-form";
import { Consent } from "@/components/checkout/consent";
import classes from "@/components/checkout/order.module.css";
import { OrderSummary } from "@/components/checkout/order-summary";
import { OtherMarket } from "@/components/checkout/other-market";
import { WhatHappensNext } from "@/components/checkout/what-happens-next";
import { marketHref } from "@/components/store/market";
import { BackLink } from "@/components/ui/back-link";
import { readTermsVersion } from "@/lib/catalog";
import { tierParams } from "@/lib/catalog/schemas";
import { clientConfig } from "@/lib/core/client-config";
import { findRecentPayment } from "@/lib/payments";
import { readTier } from "./read-tier";

export const metadata: Metadata = { title: "Checkout" };

const path = z.object({ tierId: tierParams.shape.id });
const query = z.object({ market: z.string().optional() });

interface Props {
  params: Promise<{ tierId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function CheckoutPage({ params, searchParams }: Props) {
  const { tierId } = await pathParams(path, params);
  const { market: requestedMarket } = await queryParams(query, searchParams);
  const { ctx, tier } = await readTier(tierId);
  const sold = tier.markets.find(({ market }) => market === requestedMarket);
  if (!sold) return <OtherMarket tier={tier} requestedMarket={requestedMarket} />;

  const recent = await findRecentPayment(ctx, {
    kind: "challenge",
    tierId: tier.id,
    market: sold.market,
    assetClass: sold.asset_class,
    accountSize: tier.account_size,
    amountCents: BigInt(tier.price_cents),
    currency: tier.currency,
  });
  const { publishableKey, stripeJsUrl, sandbox } = clientConfig();
  const termsVersion = await readTermsVersion(ctx.db);
  const order = {
    tier_id: tier.id,
    ...sold,
    account_size: tier.account_size,
    amount_cents: tier.price_cents,
    currency: tier.currency,
    terms_version: termsVersion,
  };
  return (
    <>
      <BackLink href={marketHref(sold.market)}>All challenges</BackLink>
      <h1 className={classes.heading}>Checkout</h1>
      <div className={classes.layout}>
        <OrderSummary tier={tier} market={sold.market} />
        <section className={classes.pay} aria-labelledby="pay" data-sandbox={sandbox || undefined}>
          <h2 id="pay" className={classes.title}>
            Pay by card
          </h2>
          <CheckoutForm
            key={`${tier.id} ${sold.market}`}
            order={order}
            recent={recent}
            stripe={{ publishableKey, stripeJsUrl }}
            consent={<Consent termsVersion={termsVersion} />}
          />
        </section>
        <WhatHappensNext />
      </div>
    </>
  );
}
