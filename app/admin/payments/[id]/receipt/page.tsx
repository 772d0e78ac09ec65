import type { Metadata } from "next";
import { z } from "zod";
import { adminContext } from "@/app/admin/admin-context";
import { orNotFound } from "@/app/or-not-found";
import { pathParams } from "@/app/page-params";
import { detailPath } from "@/components/admin/console/paths";
import { Receipt } from "@/components/payment/receipt";
import { inspectReceipt } from "@/lib/payments";
import { paymentParams } from "@/lib/payments/schemas";

const path = z.object({ id: paymentParams.shape.payment_id });

interface Props {
  params: Promise<{ id: string }>;
}

/** Browsers name a printed PDF after the title. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Receipt ${(await pathParams(path, params)).id}` };
}

export default async function PaymentReceiptPage({ params }: Props) {
  const { id } = await pathParams(path, params);
  const ctx = await adminContext();
  const receipt = await orNotFound(inspectReceipt(ctx, id));
  return (
    <Receipt
      receipt={receipt}
      back={{ href: detailPath("payments", id), text: "Back to payment" }}
    />
  );
}
