import type { PaymentIntent, StripeError } from "@stripe/stripe-js";
import type { ApiResult, SandboxApi } from "./api";
import { alreadyConfirming, IntegrationError } from "./errors";
import type { Params } from "./form-encode";

/** The result of Stripe.js functions that return a PaymentIntent. */
export type IntentResult =
  | { paymentIntent: PaymentIntent; error?: undefined }
  | { error: StripeError; paymentIntent?: undefined };

/** The PaymentIntents that a browser may read: those whose client secret it has. */
export class PaymentIntents {
  readonly #locked = new Set<string>();

  constructor(readonly api: SandboxApi) {}

  async retrieve(clientSecret: string): Promise<IntentResult> {
    const path = `/v1/payment_intents/${intentId(clientSecret)}`;
    return toIntent(await this.api.get(path, { client_secret: clientSecret }));
  }

  async confirm(clientSecret: string, params: Params): Promise<IntentResult> {
    const path = `/v1/payment_intents/${intentId(clientSecret)}/confirm`;
    return toIntent(await this.api.post(path, { ...params, client_secret: clientSecret }));
  }

  /** Runs `work`, unless another call for the same PaymentIntent is in progress. */
  async exclusively(
    clientSecret: string,
    work: () => Promise<IntentResult>,
  ): Promise<IntentResult> {
    if (this.#locked.has(clientSecret)) return { error: alreadyConfirming() };
    this.#locked.add(clientSecret);
    try {
      return await work();
    } finally {
      this.#locked.delete(clientSecret);
    }
  }
}

/** The id in a client secret. Throws IntegrationError for other text. */
export function intentId(clientSecret: string): string {
  const id = /^(pi_[^_]+)_secret_.+$/.exec(clientSecret)?.[1];
  if (id !== undefined) return id;
  throw new IntegrationError(
    `Invalid value: a clientSecret has the form pi_…_secret_…. You specified: ${clientSecret}.`,
  );
}

function toIntent(result: ApiResult<PaymentIntent>): IntentResult {
  return result.error ? { error: result.error } : { paymentIntent: result.value };
}
