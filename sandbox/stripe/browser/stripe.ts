import type { StripeError } from "@stripe/stripe-js";
import { SandboxApi } from "./api";
import { type CardPaymentData, confirmCardPayment } from "./confirm-card-payment";
import { type ConfirmPaymentOptions, confirmPayment } from "./confirm-payment";
import { Elements, type ElementsOptions } from "./elements";
import { IntegrationError } from "./errors";
import { type IntentResult, PaymentIntents } from "./intents";
import { completeNextAction } from "./next-action";
import { type CreatePaymentMethodOptions, createPaymentMethod } from "./payment-methods";

/** Options of `Stripe()`. The stand-in ignores them: it is in English and has one account. */
export type StripeOptions = Readonly<Record<string, unknown>>;

/**
 * The object that `Stripe(publishableKey)` returns.
 * Throws IntegrationError unless it is a publishable test key.
 */
export function createStripe(url: string, publishableKey: string, _options?: StripeOptions) {
  assertTestKey(publishableKey);
  const api = new SandboxApi(url, publishableKey);
  const intents = new PaymentIntents(api);
  return {
    elements: (options?: ElementsOptions) => new Elements(intents, options),
    confirmPayment: (options: ConfirmPaymentOptions) => confirmPayment(intents, options),
    confirmCardPayment: (
      clientSecret: string,
      data?: CardPaymentData,
      options?: { handleActions?: boolean },
    ) => confirmCardPayment(intents, clientSecret, data, options),
    retrievePaymentIntent: async (clientSecret: string) => intents.retrieve(clientSecret),
    handleNextAction: (options: { clientSecret: string }) => handleNextAction(intents, options),
    createPaymentMethod: (options: CreatePaymentMethodOptions) => createPaymentMethod(api, options),
    createToken: async () => ({ error: noTokens }),
    registerAppInfo: () => {},
    _registerWrapper: () => {},
  };
}

const noTokens: StripeError = {
  type: "invalid_request_error",
  message: "The Stripe sandbox doesn't create tokens. Use a PaymentIntent instead.",
};

async function handleNextAction(
  intents: PaymentIntents,
  { clientSecret }: { clientSecret: string },
): Promise<IntentResult> {
  const { paymentIntent, error } = await intents.retrieve(clientSecret);
  if (error) return { error };
  return intents.exclusively(clientSecret, () =>
    completeNextAction(intents, clientSecret, paymentIntent),
  );
}

function assertTestKey(key: string): void {
  if (key.startsWith("pk_test_")) return;
  throw new IntegrationError(
    key.startsWith("sk_")
      ? "You should not use your secret key with Stripe.js. Please pass a publishable key instead."
      : "The Stripe sandbox needs a publishable test key, which starts with pk_test_.",
  );
}
