import { z } from "zod";
import { redirectStatus } from "@/app/redirect-status";
import { isBuyPath } from "@/components/store/program";
import { returnPath } from "@/lib/client/return-path";
import { paymentParams } from "@/lib/payments/schemas";
import { positiveIntParam } from "@/lib/trading/schemas";

/** Where a top-up was begun: a program's buy page, and nothing else. */
function wayBack(wanted: string): string | null {
  const path = returnPath(wanted);
  return isBuyPath(path) ? path : null;
}

/** What the address asks the wallet page for. */
export const walletQuery = z.object({
  login: positiveIntParam.optional(),
  deposit: paymentParams.shape.payment_id.optional(),
  topup: z.string().optional(),
  // A suggestion for the form, which says by itself what is wrong with it.
  amount: z.coerce.number().positive().optional().catch(undefined),
  back: z.string().transform(wayBack).catch(null),
  redirect_status: redirectStatus,
});
export type WalletQuery = z.output<typeof walletQuery>;
