import type { StripeError } from "@stripe/stripe-js";
import type { FieldName } from "./card-rules";
import type { PaymentElement } from "./element";
import type { IntentResult, PaymentIntents } from "./intents";
import { completeNextAction } from "./next-action";

/**
 * The field that shows a card error, by its decline code or else its code: those of
 * https://docs.stripe.com/error-codes that are about one field, and the declines that Stripe's form shows itself.
 */
const fieldOfCode: Readonly<Record<string, FieldName>> = {
  generic_decline: "number",
  insufficient_funds: "number",
  incorrect_number: "number",
  invalid_number: "number",
  expired_card: "expiry",
  invalid_expiry_month: "expiry",
  invalid_expiry_year: "expiry",
  incorrect_cvc: "cvc",
  invalid_cvc: "cvc",
};

/**
 * Handles the response to a confirmation: an error about one field is shown there, and the next action of a
 * PaymentIntent is performed.
 */
export async function settle(
  intents: PaymentIntents,
  clientSecret: string,
  confirmed: IntentResult,
  element: PaymentElement | undefined,
): Promise<IntentResult> {
  if (confirmed.error) {
    showAtField(element, confirmed.error);
    return confirmed;
  }
  return completeNextAction(intents, clientSecret, confirmed.paymentIntent, element?.appearance);
}

function showAtField(element: PaymentElement | undefined, error: StripeError): void {
  const field = fieldOfCode[error.decline_code ?? error.code ?? ""];
  if (field && error.message) element?.showFieldError(field, error.message);
}
