import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { pathParams } from "@/app/page-params";
import { challengePath } from "@/components/challenge/addresses";
import { Receipt } from "@/components/payment/receipt";
import { getChallengeReceipt } from "@/lib/challenges";
import { idParams } from "@/lib/challenges/schemas";
import { withReturn } from "@/lib/client/return-path";
import { AppError } from "@/lib/errors";
import { pageAddress, pageContext, signedIn } from "@/lib/http/page-context";

export const metadata: Metadata = { title: "Receipt" };

interface Props {
  params: Promise<{ id: string }>;
}

export default async function ChallengeReceiptPage({ params }: Props) {
  const ctx = await pageContext();
  if (!signedIn(ctx)) redirect(withReturn("/sign-in", await pageAddress()));
  const { id } = await pathParams(idParams, params);
  const receipt = await getChallengeReceipt(ctx, id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "NOT_FOUND") notFound();
    throw error;
  });
  return <Receipt receipt={receipt} back={{ href: challengePath(id), text: "The challenge" }} />;
}
