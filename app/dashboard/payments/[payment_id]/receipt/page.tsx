import type { Metadata } from "next";
import { customerContext } from "@/app/customer-context";
import { orNotFound } from "@/app/or-not-found";
import { pathParams } from "@/app/page-params";
import { paymentPath } from "@/components/payment/paths";
import { Receipt } from "@/components/payment/receipt";
import { getReceipt } from "@/lib/payments";
import { paymentParams } from "@/lib/payments/schemas";

interface Props {
  params: Promise<{ payment_id: string }>;
}

/** Browsers name a printed PDF after the title. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Receipt ${(await pathParams(paymentParams, params)).payment_id}` };
}

export default async function ReceiptPage({ params }: Props) {
  const ctx = await customerContext();
  const { payment_id: id } = await pathParams(paymentParams, params);
  const receipt = await orNotFound(getReceipt(ctx, id));
  return <Receipt receipt={receipt} back={{ href: paymentPath(id), text: "Back to payment" }} />;
}
