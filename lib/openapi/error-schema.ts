import { z } from "zod";
import { purchaseView } from "@/lib/challenges/schemas";
import { type ErrorCode, errorStatus } from "@/lib/errors";
import { failedPurchase } from "./examples/wallet";

const codes = Object.keys(errorStatus) as [ErrorCode, ...ErrorCode[]];

const error = z.object({
  code: z.enum(codes),
  message: z.string(),
  retryable: z.boolean(),
  request_id: z.string(),
  fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});

/** The one form that errors have. */
export const errorEnvelope = z.object({ error });

/** The same with the purchase that failed. */
export const failedPurchaseError = errorEnvelope.extend({
  accepted: z.literal(false).optional(),
  idempotent: z.boolean().optional(),
  purchase: purchaseView.optional(),
});

export const exampleRequestId = "req_01932fb14e557f6cab8d9e0f1a2b3c4d";

export const failedPurchaseExample = {
  error: {
    code: "PAYMENT_FAILED",
    message: "The trading server refused the withdrawal. Nothing was charged.",
    retryable: false,
    request_id: exampleRequestId,
  },
  accepted: false,
  idempotent: false,
  purchase: failedPurchase,
};
