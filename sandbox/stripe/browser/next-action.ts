import type { Appearance, PaymentIntent } from "@stripe/stripe-js";
import { authenticate } from "./dialog";
import { authenticationFailure } from "./errors";
import type { IntentResult, PaymentIntents } from "./intents";

/**
 * Performs the next action of the PaymentIntent: nothing, a page to go to, or a dialog.
 * Resolves to the PaymentIntent afterwards, or to an error if the customer failed.
 */
export async function completeNextAction(
  intents: PaymentIntents,
  clientSecret: string,
  intent: PaymentIntent,
  appearance?: Appearance,
): Promise<IntentResult> {
  if (intent.status !== "requires_action") return { paymentIntent: intent };
  const redirect = intent.next_action?.redirect_to_url?.url;
  if (redirect) return leaveFor(redirect);
  const url = authenticateUrl(intent);
  if (url === null) return { paymentIntent: intent };
  if ((await authenticate(url, intent.id, appearance)) === "canceled")
    await decline(url, clientSecret);
  const result = await intents.retrieve(clientSecret);
  if (result.error || hasPassed(result.paymentIntent)) return result;
  return { error: authenticationFailure(result.paymentIntent) };
}

/** Leaves the page; never resolves, since the page is gone. */
export function leaveFor(url: string): Promise<never> {
  window.location.assign(url);
  return new Promise(() => {});
}

/** Declines for a customer who closed the bank's page, so that the payment doesn't stay open. */
async function decline(url: string, clientSecret: string): Promise<void> {
  const body = new URLSearchParams({ client_secret: clientSecret, outcome: "failed" });
  await fetch(url, { method: "POST", mode: "no-cors", body }).catch(() => {});
}

function hasPassed({ status }: PaymentIntent): boolean {
  return status === "succeeded" || status === "processing" || status === "requires_capture";
}

/** The content of `use_stripe_sdk` is internal to Stripe; the sandbox's has one address. */
function authenticateUrl(intent: PaymentIntent): string | null {
  const sdk = intent.next_action?.use_stripe_sdk;
  if (!sdk || !("sandbox_authenticate_url" in sdk)) return null;
  return typeof sdk.sandbox_authenticate_url === "string" ? sdk.sandbox_authenticate_url : null;
}
