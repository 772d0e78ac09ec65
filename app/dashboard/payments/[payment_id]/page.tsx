import type { Metadata } from "next";
import { pathParams } from "@/app/page-params";
import { PaymentDetail } from "@/components/payment/payment-detail";
import { findTier, paymentName } from "@/lib/catalog";
import { clientConfig } from "@/lib/core/client-config";
import { getPaymentHistory } from "@/lib/payment-history";
import { listFailedRefunds } from "@/lib/payments";
import { paymentParams } from "@/lib/payments/schemas";
import { readPayment } from "./read-payment";

export const metadata: Metadata = { title: "Payment" };

interface Props {
  params: Promise<{ payment_id: string }>;
}

export default async function PaymentPage({ params }: Props) {
  const { ctx, payment } = await readPayment((await pathParams(paymentParams, params)).payment_id);
  const [steps, failedRefunds, tier] = await Promise.all([
    getPaymentHistory(ctx, payment.payment_id),
    listFailedRefunds(ctx, payment.payment_id),
    payment.kind === "challenge" ? findTier(ctx.db, payment.tier_id) : null,
  ]);
  const name = paymentName(payment, tier?.name);
  const { supportEmail } = clientConfig();
  return <PaymentDetail {...{ payment, steps, failedRefunds, name, supportEmail }} />;
}
