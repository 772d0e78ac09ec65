import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { pathParams, queryParams } from "@/app/page-params";
import { pageTitle } from "@/components/challenge-purchase/page-title";
import { ProgramUnavailable } from "@/components/challenge-purchase/program-unavailable";
import { Purchase } from "@/components/challenge-purchase/purchase";
import { RecentPurchaseFirst } from "@/components/challenge-purchase/recent-purchase-first";
import { CheckoutForm } from "@/components/checkout/checkout-form";
import { CheckoutLayout } from "@/components/checkout/checkout-layout";
import { programParts } from "@/components/checkout/checkout-parts";
import { Consent } from "@/components/checkout/consent";
import { checkoutPath } from "@/components/checkout/paths";
import { PaymentMethods } from "@/components/checkout/payment-methods";
import { buyPath } from "@/components/store/program";
import { readTermsVersion } from "@/lib/catalog";
import { listChallenges } from "@/lib/challenges";
import { clientConfig } from "@/lib/core/client-config";
import { minorUnits } from "@/lib/core/money";
import { findRecentPayment } from "@/lib/payments";
import { positiveIntParam } from "@/lib/trading/schemas";
import { readOffer } from "./read-offer";

const path = z.object({ programId: positiveIntParam });
const query = z.object({
  pay: z.enum(["card", "wallet"]).optional().catch(undefined),
  market: z.string().optional(),
});

interface Props {
  params: Promise<{ programId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { offer } = await readOffer((await pathParams(path, params)).programId);
  return { title: pageTitle("choosing", offer?.program.price === 0) };
}

/**
 * The purchase of a program, by card or from a wallet. By default from the wallet if one can pay. A program that is one
 * offer with a tier has its checkout.
 */
export default async function BuyPage({ params, searchParams }: Props) {
  const { pay, market } = await queryParams(query, searchParams);
  const { ctx, offer } = await readOffer((await pathParams(path, params)).programId);
  if (!offer) return <ProgramUnavailable />;
  const { program, tier, payers } = offer;
  const isFree = program.price === 0;
  const canPay = payers.rows.some(({ eligible }) => eligible);
  const method = isFree || (pay ?? (canPay ? "wallet" : "card")) === "wallet" ? "wallet" : "card";
  const sold = tier?.markets.find((each) => each.market === market) ?? tier?.markets[0];
  if (tier && sold) redirect(checkoutPath(tier.id, sold.market, method));

  const { supportEmail, publishableKey, stripeJsUrl, sandbox } = clientConfig();
  const termsVersion = await readTermsVersion(ctx.db);
  const hrefs = {
    card: `${buyPath(program.id)}?pay=card`,
    wallet: `${buyPath(program.id)}?pay=wallet`,
  };
  const methods = isFree ? null : <PaymentMethods current={method} hrefs={hrefs} />;
  const parts = programParts(program, method, "/");
  const amountCents = minorUnits(program.price);
  const currency = program.price_currency.toLowerCase();
  const [newest, recent] = await Promise.all([
    listChallenges(ctx, { limit: 20 }),
    findRecentPayment(ctx, {
      kind: "program",
      programId: program.id,
      programTerms: program,
      amountCents: BigInt(amountCents),
      currency,
    }),
  ]);
  if (method === "card") {
    return (
      <CheckoutLayout parts={parts} title="Payment" sandbox={sandbox}>
        {methods}
        <RecentPurchaseFirst programId={program.id} newest={newest} fromWalletOnly>
          <CheckoutForm
            key={program.id}
            order={{
              program_id: program.id,
              amount_cents: amountCents,
              currency,
              terms_version: termsVersion,
            }}
            recent={recent}
            stripe={{ publishableKey, stripeJsUrl }}
            consent={<Consent termsVersion={termsVersion} />}
          />
        </RecentPurchaseFirst>
      </CheckoutLayout>
    );
  }
  return (
    <Purchase
      key={program.id}
      program={program}
      payers={payers}
      newest={newest}
      cardPayment={recent}
      termsVersion={termsVersion}
      consent={<Consent termsVersion={termsVersion} by={isFree ? "starting" : "paying"} />}
      parts={parts}
      methods={methods}
      path={hrefs.wallet}
      supportEmail={supportEmail}
    />
  );
}
