import type { Metadata } from "next";
import { z } from "zod";
import { pathParams } from "@/app/page-params";
import { ProgramAway } from "@/components/challenge-purchase/program-away";
import { ProgramSummary } from "@/components/challenge-purchase/program-summary";
import { Purchase } from "@/components/challenge-purchase/purchase";
import { titleAt } from "@/components/challenge-purchase/titles";
import { WhatHappensNext } from "@/components/challenge-purchase/what-happens-next";
import { Consent } from "@/components/checkout/consent";
import { listChallenges } from "@/lib/challenges";
import { clientConfig } from "@/lib/client-config";
import { positiveIntParam } from "@/lib/trading/schemas";
import { readOffer } from "./read-offer";

const path = z.object({ programId: positiveIntParam });

interface Props {
  params: Promise<{ programId: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { offer } = await readOffer((await pathParams(path, params)).programId);
  return { title: titleAt("choosing", offer?.program.price === 0) };
}

export default async function BuyPage({ params }: Props) {
  const { ctx, offer } = await readOffer((await pathParams(path, params)).programId);
  if (!offer) return <ProgramAway />;
  const { program, payers } = offer;
  const before = await listChallenges(ctx, { limit: 20 });
  const { termsVersion, supportEmail } = clientConfig();
  return (
    <Purchase
      key={program.id}
      program={program}
      payers={payers}
      before={before}
      consent={
        <Consent termsVersion={termsVersion} by={program.price === 0 ? "starting" : "paying"} />
      }
      summary={<ProgramSummary program={program} />}
      next={<WhatHappensNext program={program} />}
      supportEmail={supportEmail}
    />
  );
}
