import type { PaymentIntent, StripeError } from "@stripe/stripe-js";
import type { FieldName } from "./card-rules";
import { PaymentElement } from "./element";
import type { Elements } from "./elements";
import { IntegrationError } from "./errors";
import type { Params } from "./form-encode";
import type { IntentResult, PaymentIntents } from "./intents";
import { completeNextAction, leaveFor } from "./next-action";

export type ConfirmPaymentOptions = {
  readonly elements?: Elements;
  readonly clientSecret?: string;
  readonly confirmParams?: Params & {
    readonly return_url?: string;
    readonly payment_method_data?: Params;
  };
  readonly redirect?: "always" | "if_required";
};

export type CardPaymentData = {
  readonly payment_method?: string | { readonly card: unknown; readonly billing_details?: Params };
  readonly return_url?: string;
};

/** Card errors of the API that are about one field, by https://docs.stripe.com/error-codes. */
const fieldOfCode: Readonly<Record<string, FieldName>> = {
  incorrect_number: "number",
  invalid_number: "number",
  expired_card: "expiry",
  invalid_expiry_month: "expiry",
  invalid_expiry_year: "expiry",
  incorrect_cvc: "cvc",
  invalid_cvc: "cvc",
};

/**
 * `stripe.confirmPayment`: checks the form, confirms with its card, takes the customer through
 * authentication, and then resolves (`if_required`) or goes to `return_url` (`always`).
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

/** `stripe.confirmCardPayment`: the same for a named payment method or a card element; never leaves the page. */
export async function confirmCardPayment(
  intents: PaymentIntents,
  clientSecret: string,
  data: CardPaymentData = {},
  options: { readonly handleActions?: boolean } = {},
): Promise<IntentResult> {
  const method = data.payment_method;
  const element = typeof method === "object" ? cardElement(method.card) : undefined;
  const invalid = element?.validate();
  if (invalid) return { error: invalid };

  return intents.exclusively(clientSecret, async () => {
    const confirmed = await intents.confirm(clientSecret, {
      use_stripe_sdk: true,
      ...(typeof method === "string" && { payment_method: method }),
      ...(element &&
        typeof method === "object" && {
          payment_method_data: cardData(element, { billing_details: method.billing_details }),
        }),
    });
    if (options.handleActions === false) return confirmed;
    return settle(intents, clientSecret, confirmed, element);
  });
}

/** The element behind `card` of the older calls. Throws IntegrationError for anything else. */
export function cardElement(card: unknown): PaymentElement {
  if (card instanceof PaymentElement) return card;
  throw new IntegrationError("Please use an Element of this Stripe instance for the card.");
}

/** The element of the group that is on the page. Throws IntegrationError if there is none. */
export function mountedElement(elements: Elements): PaymentElement {
  const element = elements.paymentElement;
  if (element?.isMounted) return element;
  throw new IntegrationError(
    "Invalid value for elements: it should have a mounted Payment Element. Please make sure the Element you are attempting to use is still mounted.",
  );
}

/** The `payment_method_data` for the card in the form, with what the page adds to it. */
export function cardData(element: PaymentElement, extra: Params = {}): Params {
  return { ...extra, type: "card", card: element.card };
}

async function settle(
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

function returnAddress(returnUrl: string, intent: PaymentIntent): string {
  const url = new URL(returnUrl);
  url.searchParams.set("payment_intent", intent.id);
  url.searchParams.set("payment_intent_client_secret", intent.client_secret ?? "");
  url.searchParams.set("redirect_status", intent.status === "processing" ? "pending" : "succeeded");
  return url.href;
}
