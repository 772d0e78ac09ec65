import type { PaymentIntent, Stripe, StripeElements, StripeError } from "@stripe/stripe-js";
import type { RedirectStatus } from "./paths";

/**
 * Whether the payment may be confirmed, by our server. `replaced`: another payment takes its place, and
 * the page shows why; `unreachable`: the server didn't respond.
 */
export type PaymentCheck = "current" | "replaced" | "unreachable";

/**
 * The result of an attempt to pay. `invalid`: the form shows what is missing at its fields; `replaced`: the
 * page shows what takes the payment's place; `unreachable`: our server didn't respond, and nothing was
 * attempted; `unknown`: the connection broke before Stripe responded.
 */
export type Confirmation =
  | { result: "accepted"; redirectStatus: RedirectStatus }
  | { result: "invalid" }
  | { result: "declined"; decline: Decline }
  | { result: "expired" }
  | { result: "replaced" }
  | { result: "unreachable" }
  | { result: "unknown" };

/**
 * Why the card wasn't charged. `at_field`: the card form says why at one of its fields; `card`: Stripe's message
 * for the cardholder; `authentication`: the bank couldn't authenticate them; `connection`: lost before the card
 * was charged; `failed`: anything else.
 */
export type Decline =
  | { reason: "at_field" | "authentication" | "connection" | "failed" }
  | { reason: "card"; message: string };

/** The declines that Stripe's form shows at its fields: https://docs.stripe.com/payments/payment-element#errors. */
const shownAtField: ReadonlySet<string> = new Set([
  "card_velocity_exceeded",
  "expired_card",
  "fraudulent",
  "generic_decline",
  "incorrect_cvc",
  "incorrect_zip",
  "insufficient_funds",
  "invalid_cvc",
  "invalid_expiry_month",
  "invalid_expiry_year",
  "lost_card",
  "stolen_card",
]);

const failed: Confirmation = { result: "declined", decline: { reason: "failed" } };

/**
 * Confirms a payment with the card in the form, authentication included, if it is still the one to pay.
 * Never throws.
 */
export async function confirm(
  stripe: Stripe,
  elements: StripeElements,
  clientSecret: string,
  returnUrl: string,
  check: () => Promise<PaymentCheck>,
): Promise<Confirmation> {
  try {
    // This must come first: browsers open a payment sheet only directly after the click.
    const submitted = await elements.submit();
    if (submitted.error) return rejectionOf(submitted.error);
  } catch {
    return failed;
  }
  const checked = await check();
  if (checked !== "current") return { result: checked };
  try {
    const { error, paymentIntent } = await stripe.confirmPayment({
      elements,
      confirmParams: { return_url: returnUrl },
      redirect: "if_required",
    });
    if (paymentIntent) return confirmationOf(paymentIntent) ?? failed;
    if (error.type === "api_connection_error")
      return await retrieveConfirmation(stripe, clientSecret);
    return (error.payment_intent && confirmationOf(error.payment_intent)) ?? rejectionOf(error);
  } catch {
    return retrieveConfirmation(stripe, clientSecret);
  }
}

/** Reads the result from Stripe after a lost response: the payment may have gone through. */
async function retrieveConfirmation(stripe: Stripe, clientSecret: string): Promise<Confirmation> {
  try {
    const { paymentIntent } = await stripe.retrievePaymentIntent(clientSecret);
    if (!paymentIntent) return { result: "unknown" };
    return (
      confirmationOf(paymentIntent) ?? { result: "declined", decline: { reason: "connection" } }
    );
  } catch {
    return { result: "unknown" };
  }
}

/** The result for a PaymentIntent's status, or null while it still needs a card. */
function confirmationOf({ status }: PaymentIntent): Confirmation | null {
  if (status === "succeeded") return { result: "accepted", redirectStatus: "succeeded" };
  if (status === "processing" || status === "requires_capture") {
    return { result: "accepted", redirectStatus: "processing" };
  }
  return status === "canceled" ? { result: "expired" } : null;
}

/** The result for an error. Stripe writes the messages of card errors for the cardholder, those of other errors for developers. */
export function rejectionOf({ type, code, decline_code, message }: StripeError): Confirmation {
  if (type === "validation_error") return { result: "invalid" };
  if (code === "payment_intent_authentication_failure") {
    return { result: "declined", decline: { reason: "authentication" } };
  }
  if (type !== "card_error") return failed;
  if (shownAtField.has(decline_code ?? code ?? "")) {
    return { result: "declined", decline: { reason: "at_field" } };
  }
  return message ? { result: "declined", decline: { reason: "card", message } } : failed;
}
