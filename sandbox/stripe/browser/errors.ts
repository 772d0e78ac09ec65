import type { StripeError } from "@stripe/stripe-js";

/** Thrown by Stripe.js when the page uses it wrongly, as opposed to when a payment fails. */
export class IntegrationError extends Error {
  override readonly name = "IntegrationError";
}

/** The request never got a response; whether the payment succeeded is unknown. */
export function connectionError(): StripeError {
  return {
    type: "api_connection_error",
    message:
      "We are experiencing issues connecting to our payments provider. Please check your internet connection and try again.",
  };
}

/** The response isn't one of the API. */
export function unreadableResponse(status: number): StripeError {
  return { type: "api_error", message: `The Stripe sandbox responded with status ${status}.` };
}

/** The customer failed or canceled the authentication. */
export function authenticationFailure(intent: StripeError["payment_intent"]): StripeError {
  return {
    type: "invalid_request_error",
    code: "payment_intent_authentication_failure",
    message:
      "We are unable to authenticate your payment method. Please choose a different payment method and try again.",
    payment_intent: intent,
  };
}

/** The code and message of https://docs.stripe.com/error-codes for concurrent requests. */
export function alreadyConfirming(): StripeError {
  return {
    type: "invalid_request_error",
    code: "lock_timeout",
    message:
      "This PaymentIntent is already being confirmed. Wait for that confirmation to finish before starting another.",
  };
}
