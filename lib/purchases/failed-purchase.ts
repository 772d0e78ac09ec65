import { z } from "zod";
import { failedPurchase } from "@/lib/challenges/examples";
import { purchaseView } from "@/lib/challenges/schemas";
import { errorEnvelope } from "@/lib/http/error-envelope";
import { exampleRequestId } from "@/lib/http/operation";

/** The purchase view of an error: the purchase that failed. */
export const failedPurchaseError = errorEnvelope.extend({
  accepted: z.literal(false).optional().meta({ description: "Always false: the purchase failed." }),
  idempotent: z
    .boolean()
    .optional()
    .meta({ description: "True if this is the response to a retry." }),
  purchase: purchaseView.optional().meta({ description: "The purchase." }),
});

export const failedPurchaseExample = {
  error: {
    code: "PAYMENT_FAILED",
    message: "The trading server rejected the withdrawal. Nothing was charged.",
    retryable: false,
    request_id: exampleRequestId,
  },
  accepted: false,
  idempotent: false,
  purchase: failedPurchase,
};
