import type { PaymentIntent, Stripe, StripeElements, StripeError } from "@stripe/stripe-js";
import type { Told } from "./addresses";

/**
 * What the server says of the payment that is about to be confirmed. `replaced`: it isn't the one to
 * pay any more, and the page shows why; `unreachable`: the server gave no answer.
 */
export type Check = "current" | "replaced" | "unreachable";

/**
 * What came of an attempt to pay. `invalid`: the form says at its fields what is missing; `replaced`:
 * the page shows what takes the payment's place; `unreachable`: our server gave no answer, and nothing
 * was tried; `unknown`: the connection broke before an answer came.
 */
export type Confirmation =
  | { outcome: "accepted"; told: Told }
  | { outcome: "invalid" }
  | { outcome: "refused"; message: string }
  | { outcome: "expired" }
  | { outcome: "replaced" }
  | { outcome: "unreachable" }
  | { outcome: "unknown" };

const FAILED = "The payment didn't go through.";
const LOST = "The connection was lost before the card was charged.";

/**
 * Confirms a payment with the card in the form, authentication included, if it is still the one to pay.
 * Never throws.
 */
export async function confirm(
  stripe: Stripe,
  elements: StripeElements,
  clientSecret: string,
  returnUrl: string,
  check: () => Promise<Check>,
): Promise<Confirmation> {
  try {
    // First of all: a wallet's sheet opens only right after the press.
    const submitted = await elements.submit();
    if (submitted.error) return refused(submitted.error);
  } catch {
    return { outcome: "refused", message: FAILED };
  }
  const checked = await check();
  if (checked !== "current") return { outcome: checked };
  try {
    const { error, paymentIntent } = await stripe.confirmPayment({
      elements,
      confirmParams: { return_url: returnUrl },
      redirect: "if_required",
    });
    if (paymentIntent) return outcomeOf(paymentIntent) ?? { outcome: "refused", message: FAILED };
    if (error.type === "api_connection_error") return await ask(stripe, clientSecret);
    return (error.payment_intent && outcomeOf(error.payment_intent)) ?? refused(error);
  } catch {
    return ask(stripe, clientSecret);
  }
}

/** Without an answer the payment may have gone through: Stripe knows. */
async function ask(stripe: Stripe, clientSecret: string): Promise<Confirmation> {
  try {
    const { paymentIntent } = await stripe.retrievePaymentIntent(clientSecret);
    if (!paymentIntent) return { outcome: "unknown" };
    return outcomeOf(paymentIntent) ?? { outcome: "refused", message: LOST };
  } catch {
    return { outcome: "unknown" };
  }
}

/** What a PaymentIntent's status means; null while it still waits for a card. */
function outcomeOf({ status }: PaymentIntent): Confirmation | null {
  if (status === "succeeded") return { outcome: "accepted", told: "succeeded" };
  if (status === "processing" || status === "requires_capture") {
    return { outcome: "accepted", told: "processing" };
  }
  return status === "canceled" ? { outcome: "expired" } : null;
}

/** Stripe writes what is wrong with a card for its holder; what is wrong with a call, for a developer. */
function refused({ type, code, message }: StripeError): Confirmation {
  if (type === "validation_error") return { outcome: "invalid" };
  const isForHolder = type === "card_error" || code === "payment_intent_authentication_failure";
  return { outcome: "refused", message: (isForHolder && message) || FAILED };
}
