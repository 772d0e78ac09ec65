import type { StripeError } from "@stripe/stripe-js";
import type { FieldName } from "./card-rules";
import type { PaymentElement } from "./element";
import type { IntentResult, PaymentIntents } from "./intents";
import { completeNextAction } from "./next-action";

/** Card errors of the API that are about one field, by https://docs.stripe.com/error-codes. */
const fieldOfCode: Readonly<Record<string, FieldName>> = {
  // Stripe tells of a plain decline beside the number too.
  card_declined: "number",
  incorrect_number: "number",
  invalid_number: "number",
  expired_card: "expiry",
  invalid_expiry_month: "expiry",
  invalid_expiry_year: "expiry",
  incorrect_cvc: "cvc",
  invalid_cvc: "cvc",
};

/**
 * What follows the answer to a confirmation: a refusal that is about one field is shown there,
 * and a PaymentIntent that asks for an action gets it.
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
  const field = fieldOfCode[error.code ?? ""];
  if (field && error.message) element?.showFieldError(field, error.message);
}
