import type { Metadata } from "next";
import { customerContext } from "@/app/customer-context";
import { orNotFound } from "@/app/or-not-found";
import { pathParams } from "@/app/page-params";
import { challengePath } from "@/components/challenge/paths";
import { Receipt } from "@/components/payment/receipt";
import { getChallengeReceipt } from "@/lib/challenges";
import { idParams } from "@/lib/challenges/schemas";

interface Props {
  params: Promise<{ id: string }>;
}

/** Browsers name a printed PDF after the title. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Receipt for challenge ${(await pathParams(idParams, params)).id}` };
}

export default async function ChallengeReceiptPage({ params }: Props) {
  const ctx = await customerContext();
  const { id } = await pathParams(idParams, params);
  const receipt = await orNotFound(getChallengeReceipt(ctx, id));
  return (
    <Receipt receipt={receipt} back={{ href: challengePath(id), text: "Back to challenge" }} />
  );
}
