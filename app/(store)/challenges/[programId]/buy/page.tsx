import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ProgramNotOnSale } from "@/components/challenge-purchase/program-not-on-sale";
import { ProgramSummary } from "@/components/challenge-purchase/program-summary";
import { Purchase } from "@/components/challenge-purchase/purchase";
import { WhatHappensNext } from "@/components/challenge-purchase/what-happens-next";
import { Consent } from "@/components/checkout/consent";
import { buyPath } from "@/components/store/program";
import { findProgram } from "@/lib/catalog";
import { listChallenges, listPayerAccounts } from "@/lib/challenges";
import { idParams } from "@/lib/challenges/schemas";
import { withReturn } from "@/lib/client/return-path";
import { clientConfig } from "@/lib/client-config";
import { pageContext, signedIn } from "@/lib/http/page-context";

export const metadata: Metadata = { title: "Buy a challenge" };

interface Props {
  params: Promise<{ programId: string }>;
}

export default async function BuyPage({ params }: Props) {
  const { programId } = await params;
  const wanted = idParams.safeParse({ id: programId });
  if (!wanted.success) return <ProgramNotOnSale />;
  const { id } = wanted.data;
  const ctx = await pageContext();
  if (!signedIn(ctx)) redirect(withReturn("/sign-in", buyPath(id)));

  const program = await findProgram(ctx.db, id);
  if (!program || program.steps.length === 0) return <ProgramNotOnSale />;
  const [wallets, before] = await Promise.all([
    listPayerAccounts(ctx, id),
    listChallenges(ctx, { limit: 20 }),
  ]);
  const { termsVersion, supportEmail } = clientConfig();
  return (
    <Purchase
      key={id}
      program={program}
      wallets={wallets.rows}
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
