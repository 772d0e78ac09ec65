import { expect, it } from "vitest";
import { ApiError } from "@/components/client/api";
import { checkoutOperations } from "@/lib/payments/operations/checkout";
import { checkoutErrorMessage, isFinalError } from "./error-messages";

const { createCheckout, createProgramCheckout, createDeposit } = checkoutOperations;
const errorOf = (code: string) =>
  new ApiError({ status: 400, code, message: "", requestId: null, retryAfter: null });
const unknown = checkoutErrorMessage(errorOf("INTERNAL"));

it.each([
  ...new Set(
    [createCheckout, createProgramCheckout, createDeposit].flatMap(({ errors }) => errors ?? []),
  ),
])("checkoutErrorMessage: %s, which a checkout documents → a message of its own", (code) => {
  expect(checkoutErrorMessage(errorOf(code))).not.toEqual(unknown);
});

it.each(["TIER_UNAVAILABLE", "PROGRAM_DISABLED", "INVALID_DEMO_GROUP", "DEMO_GROUP_REQUIRED"])(
  "checkoutErrorMessage: %s → no longer available, and not to be tried again",
  (code) => {
    expect(checkoutErrorMessage(errorOf(code)).title).toBe("This challenge is no longer available");
    expect(isFinalError(errorOf(code))).toBe(true);
  },
);
