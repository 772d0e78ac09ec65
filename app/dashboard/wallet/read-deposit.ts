import { notFound } from "next/navigation";
import { orNotFound } from "@/app/or-not-found";
import type { Context } from "@/lib/core/context";
import { getPayment } from "@/lib/payments";
import type { DepositView } from "@/lib/payments/schemas";

/** A deposit of the signed-in customer; the not-found page for another customer's, and for another kind of payment. */
export async function readDeposit(ctx: Context, id: string): Promise<DepositView> {
  const payment = await orNotFound(getPayment(ctx, id));
  if (payment.kind !== "deposit") notFound();
  return payment;
}
