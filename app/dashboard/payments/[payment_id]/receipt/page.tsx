import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { pathParams } from "@/app/page-params";
import { paymentPath } from "@/components/payment/addresses";
import { Receipt } from "@/components/payment/receipt";
import { withReturn } from "@/lib/client/return-path";
import { AppError } from "@/lib/errors";
import { pageAddress, pageContext, signedIn } from "@/lib/http/page-context";
import { getReceipt } from "@/lib/payments";
import { paymentParams } from "@/lib/payments/schemas";

export const metadata: Metadata = { title: "Receipt" };

interface Props {
  params: Promise<{ payment_id: string }>;
}

export default async function ReceiptPage({ params }: Props) {
  const ctx = await pageContext();
  if (!signedIn(ctx)) redirect(withReturn("/sign-in", await pageAddress()));
  const { payment_id: id } = await pathParams(paymentParams, params);
  const receipt = await getReceipt(ctx, id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "NOT_FOUND") notFound();
    throw error;
  });
  return <Receipt receipt={receipt} back={{ href: paymentPath(id), text: "The payment" }} />;
}
