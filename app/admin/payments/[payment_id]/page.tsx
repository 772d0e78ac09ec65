import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PaymentInspection } from "@/components/admin/payment-inspection";
import { itemName } from "@/components/checkout/item-name";
import { findTier } from "@/lib/catalog";
import { AppError } from "@/lib/errors";
import { pageContext, signedIn } from "@/lib/http/page-context";
import { getPaymentEvidence } from "@/lib/payment-history";
import { inspectPayment } from "@/lib/payments";

export const metadata: Metadata = { title: "Payment" };

interface Props {
  params: Promise<{ payment_id: string }>;
}

export default async function AdminPaymentPage({ params }: Props) {
  const { payment_id: id } = await params;
  const ctx = await pageContext();
  if (signedIn(ctx)?.role !== "admin") notFound();
  const inspection = await inspectPayment(ctx, id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "NOT_FOUND") notFound();
    throw error;
  });
  const { payment } = inspection;
  const [steps, tier] = await Promise.all([
    getPaymentEvidence(ctx, id),
    payment.kind === "challenge" ? findTier(ctx.db, payment.tier_id) : null,
  ]);
  const name =
    payment.kind === "challenge"
      ? itemName(payment, tier?.name)
      : `Deposit to wallet ${payment.login}`;
  return <PaymentInspection inspection={inspection} steps={steps} name={name} />;
}
