import type { Metadata } from "next";
import { z } from "zod";
import { pathParams, queryParams } from "@/app/page-params";
import { CardPurchase } from "@/components/challenge-purchase/card-purchase";
import { pageTitle } from "@/components/challenge-purchase/page-title";
import { PaymentMethods } from "@/components/challenge-purchase/payment-methods";
import { ProgramSummary } from "@/components/challenge-purchase/program-summary";
import { ProgramUnavailable } from "@/components/challenge-purchase/program-unavailable";
import { Purchase } from "@/components/challenge-purchase/purchase";
import { WhatHappensNext } from "@/components/challenge-purchase/what-happens-next";
import { Consent } from "@/components/checkout/consent";
import { readTermsVersion } from "@/lib/catalog";
import { listChallenges } from "@/lib/challenges";
import { clientConfig } from "@/lib/core/client-config";
import { minorUnits } from "@/lib/core/money";
import { findRecentPayment } from "@/lib/payments";
import { positiveIntParam } from "@/lib/trading/schemas";
import { readOffer } from "./read-offer";

const path = z.object({ programId: positiveIntParam });
const query = z.object({ pay: z.enum(["card", "wallet"]).optional().catch(undefined) });

interface Props {
  params: Promise<{ programId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { offer } = await readOffer((await pathParams(path, params)).programId);
  return { title: pageTitle("choosing", offer?.program.price === 0) };
}

/** The purchase of a program, by card or from a wallet. By default from the wallet if one can pay. */
export default async function BuyPage({ params, searchParams }: Props) {
  const { pay } = await queryParams(query, searchParams);
  const { ctx, offer } = await readOffer((await pathParams(path, params)).programId);
  if (!offer) return <ProgramUnavailable />;
  const { program, payers } = offer;
  const { supportEmail, publishableKey, stripeJsUrl, sandbox } = clientConfig();
  const termsVersion = await readTermsVersion(ctx.db);
  const isFree = program.price === 0;
  const canPay = payers.rows.some(({ eligible }) => eligible);
  const method = isFree || (pay ?? (canPay ? "wallet" : "card")) === "wallet" ? "wallet" : "card";
  const methods = isFree ? null : <PaymentMethods programId={program.id} current={method} />;
  const summary = <ProgramSummary program={program} />;
  const [newest, recent] = await Promise.all([
    listChallenges(ctx, { limit: 20 }),
    findRecentPayment(ctx, {
      kind: "program",
      programId: program.id,
      programTerms: program,
      amountCents: BigInt(minorUnits(program.price)),
      currency: program.price_currency.toLowerCase(),
    }),
  ]);
  if (method === "card") {
    return (
      <CardPurchase
        program={program}
        recent={recent}
        newest={newest}
        stripe={{ publishableKey, stripeJsUrl }}
        sandbox={sandbox}
        termsVersion={termsVersion}
        consent={<Consent termsVersion={termsVersion} />}
        summary={summary}
        methods={methods}
      />
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
      summary={summary}
      methods={methods}
      next={<WhatHappensNext program={program} />}
      supportEmail={supportEmail}
    />
  );
}
