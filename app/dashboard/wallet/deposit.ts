import { notFound } from "next/navigation";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { getPayment } from "@/lib/payments";
import type { DepositView } from "@/lib/payments/schemas";

/** The trader's own deposit; the page isn't found where it is none, or somebody else's. */
export async function readDeposit(ctx: Context, id: string): Promise<DepositView> {
  const payment = await getPayment(ctx, id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "NOT_FOUND") notFound();
    throw error;
  });
  if (payment.kind !== "deposit") notFound();
  return payment;
}
