import type Stripe from "stripe";
import type { Work } from "../work";
import { AUTHENTICATION_FAILURE } from "./declines";
import { fail, moveTo, succeed } from "./outcomes";

/** Where a customer returns to, and whether Stripe.js shows the question itself. */
export type Confirmation = {
  readonly returnUrl: string | null;
  readonly useStripeSdk: boolean;
  readonly sandboxUrl: string;
};

/**
 * Requests authentication from the customer: by a redirect if there is a `return_url`, otherwise by
 * Stripe.js, which opens `sandbox_authenticate_url` in a dialog.
 */
export function requestAuthentication(
  work: Work,
  intent: Stripe.PaymentIntent,
  { returnUrl, useStripeSdk, sandboxUrl }: Confirmation,
): Stripe.PaymentIntent {
  const query = new URLSearchParams({ client_secret: intent.client_secret ?? "" });
  const url = `${sandboxUrl}/sandbox/authenticate/${intent.id}?${query}`;
  const next: Stripe.PaymentIntent.NextAction =
    returnUrl === null || useStripeSdk
      ? {
          type: "use_stripe_sdk",
          use_stripe_sdk: { type: "three_d_secure_redirect", sandbox_authenticate_url: url },
        }
      : { type: "redirect_to_url", redirect_to_url: { return_url: returnUrl, url } };
  const waiting = moveTo(work, intent, { next_action: next, status: "requires_action" });
  work.emit("payment_intent.requires_action", waiting);
  return waiting;
}

/** The customer's choice on the authentication page. The PaymentIntent must be waiting for it. */
export function finishAuthentication(
  work: Work,
  intent: Stripe.PaymentIntent,
  isAuthenticated: boolean,
): Stripe.PaymentIntent {
  return isAuthenticated ? succeed(work, intent) : fail(work, intent, AUTHENTICATION_FAILURE);
}
