import type { PaymentIntent } from "@stripe/stripe-js";
import { cardData, mountedElement } from "./card-source";
import type { Elements } from "./elements";
import { IntegrationError } from "./errors";
import type { Params } from "./form-encode";
import type { IntentResult, PaymentIntents } from "./intents";
import { leaveFor } from "./next-action";
import { settle } from "./settle";

export type ConfirmPaymentOptions = {
  readonly elements?: Elements;
  readonly clientSecret?: string;
  readonly confirmParams?: Params & {
    readonly return_url?: string;
    readonly payment_method_data?: Params;
  };
  readonly redirect?: "always" | "if_required";
};

/**
 * `stripe.confirmPayment`: checks the form, confirms with its card, has the customer authenticate, and then resolves
 * (`if_required`) or goes to `return_url` (`always`).
 */
export async function confirmPayment(
  intents: PaymentIntents,
  options: ConfirmPaymentOptions,
): Promise<IntentResult> {
  const { elements, redirect = "always" } = options;
  const { return_url: returnUrl, ...params } = options.confirmParams ?? {};
  const clientSecret = options.clientSecret ?? elements?.clientSecret;
  if (clientSecret === undefined) {
    throw new IntegrationError("stripe.confirmPayment() needs elements or a clientSecret.");
  }
  if (redirect === "always" && returnUrl === undefined) {
    throw new IntegrationError(
      "stripe.confirmPayment(): confirmParams.return_url is required unless redirect is 'if_required'.",
    );
  }
  elements?.assertSubmitted();
  const element = elements && mountedElement(elements);
  const invalid = element?.validate();
  if (invalid) return { error: invalid };

  return intents.exclusively(clientSecret, async () => {
    const confirmed = await intents.confirm(clientSecret, {
      ...params,
      ...(element && { payment_method_data: cardData(element, params.payment_method_data) }),
      ...(redirect === "always" ? { return_url: returnUrl } : { use_stripe_sdk: true }),
    });
    const result = await settle(intents, clientSecret, confirmed, element);
    if (result.error || redirect !== "always" || returnUrl === undefined) return result;
    return leaveFor(returnAddress(returnUrl, result.paymentIntent));
  });
}

function returnAddress(returnUrl: string, intent: PaymentIntent): string {
  const url = new URL(returnUrl);
  url.searchParams.set("payment_intent", intent.id);
  url.searchParams.set("payment_intent_client_secret", intent.client_secret ?? "");
  url.searchParams.set("redirect_status", intent.status === "processing" ? "pending" : "succeeded");
  return url.href;
}
