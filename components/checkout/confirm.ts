import type { PaymentIntent, Stripe, StripeElements, StripeError } from "@stripe/stripe-js";
import type { Told } from "./addresses";

/**
 * What came of an attempt to pay. `invalid`: the form says at its fields what is missing;
 * `unknown`: the connection broke before an answer came.
 */
export type Confirmation =
  | { outcome: "accepted"; told: Told }
  | { outcome: "invalid" }
  | { outcome: "refused"; message: string }
  | { outcome: "unknown" };

const FAILED = "The payment didn't go through.";
const LOST = "The connection was lost before the card was charged.";

/** Confirms a payment with the card in the form, authentication included. Never throws. */
export async function confirm(
  stripe: Stripe,
  elements: StripeElements,
  clientSecret: string,
  returnUrl: string,
): Promise<Confirmation> {
  try {
    const checked = await elements.submit();
    if (checked.error) return refused(checked.error);
    const { error, paymentIntent } = await stripe.confirmPayment({
      elements,
      confirmParams: { return_url: returnUrl },
      redirect: "if_required",
    });
    if (paymentIntent) return accepted(paymentIntent) ?? { outcome: "refused", message: FAILED };
    if (error.type === "api_connection_error") return await ask(stripe, clientSecret);
    const over = error.payment_intent && accepted(error.payment_intent);
    return over ?? refused(error);
  } catch {
    return ask(stripe, clientSecret);
  }
}

/** Without an answer the payment may have gone through: Stripe knows. */
async function ask(stripe: Stripe, clientSecret: string): Promise<Confirmation> {
  try {
    const { paymentIntent } = await stripe.retrievePaymentIntent(clientSecret);
    if (!paymentIntent) return { outcome: "unknown" };
    return accepted(paymentIntent) ?? { outcome: "refused", message: LOST };
  } catch {
    return { outcome: "unknown" };
  }
}

function accepted({ status }: PaymentIntent): Confirmation | null {
  if (status === "succeeded") return { outcome: "accepted", told: "succeeded" };
  if (status === "processing" || status === "requires_capture") {
    return { outcome: "accepted", told: "processing" };
  }
  return null;
}

function refused({ type, message }: StripeError): Confirmation {
  if (type === "validation_error") return { outcome: "invalid" };
  return { outcome: "refused", message: message ?? "The card was declined." };
}
