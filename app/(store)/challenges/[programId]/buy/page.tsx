import type { Metadata } from "next";
import { z } from "zod";
import { pathParams } from "@/app/page-params";
import { pageTitle } from "@/components/challenge-purchase/page-title";
import { ProgramSummary } from "@/components/challenge-purchase/program-summary";
import { ProgramUnavailable } from "@/components/challenge-purchase/program-unavailable";
import { Purchase } from "@/components/challenge-purchase/purchase";
import { WhatHappensNext } from "@/components/challenge-purchase/what-happens-next";
import { Consent } from "@/components/checkout/consent";
import { listChallenges } from "@/lib/challenges";
import { clientConfig } from "@/lib/core/client-config";
import { positiveIntParam } from "@/lib/trading/schemas";
import { readOffer } from "./read-offer";

const path = z.object({ programId: positiveIntParam });

interface Props {
  params: Promise<{ programId: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { offer } = await readOffer((await pathParams(path, params)).programId);
  return { title: pageTitle("choosing", offer?.program.price === 0) };
}

export default async function BuyPage({ params }: Props) {
  const { ctx, offer } = await readOffer((await pathParams(path, params)).programId);
  if (!offer) return <ProgramUnavailable />;
  const { program, payers } = offer;
  const newest = await listChallenges(ctx, { limit: 20 });
  const { termsVersion, supportEmail } = clientConfig();
  return (
    <Purchase
      key={program.id}
      program={program}
      payers={payers}
      newest={newest}
      consent={
        <Consent termsVersion={termsVersion} by={program.price === 0 ? "starting" : "paying"} />
      }
      summary={<ProgramSummary program={program} />}
      next={<WhatHappensNext program={program} />}
      supportEmail={supportEmail}
    />
  );
}
