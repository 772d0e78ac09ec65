import { z } from "zod";
import { redirectStatusParam } from "@/app/redirect-status";
import { tierOfCheckout } from "@/components/checkout/paths";
import { returnPath } from "@/components/client/return-path";
import { isBuyPath } from "@/components/store/program";
import { paymentParams } from "@/lib/payments/schemas";
import { positiveIntParam } from "@/lib/trading/schemas";

/** The path to return to after a top-up: a checkout, else null. */
function topUpReturnPath(value: string): string | null {
  const path = returnPath(value);
  const [pathname = ""] = path.split(/[?#]/);
  return isBuyPath(pathname) || tierOfCheckout(pathname) !== null ? path : null;
}

/** The query of the wallet page. */
export const walletQuery = z.object({
  login: positiveIntParam.optional(),
  deposit: paymentParams.shape.payment_id.optional(),
  topup: z.string().optional(),
  // A suggestion for the form, which checks it.
  amount: z.coerce.number().positive().optional().catch(undefined),
  back: z.string().transform(topUpReturnPath).catch(null),
  redirect_status: redirectStatusParam,
});
export type WalletQuery = z.output<typeof walletQuery>;
