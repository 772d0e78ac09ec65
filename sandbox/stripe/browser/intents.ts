import type { PaymentIntent, StripeError } from "@stripe/stripe-js";
import type { ApiResult, SandboxApi } from "./api";
import { alreadyConfirming, IntegrationError } from "./errors";
import type { Params } from "./form-encode";

/** What Stripe.js resolves with wherever a PaymentIntent is concerned. */
export type IntentResult =
  | { paymentIntent: PaymentIntent; error?: undefined }
  | { error: StripeError; paymentIntent?: undefined };

/** The PaymentIntents that a browser may see: those whose client secret it holds. */
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

  /** Runs `work` unless something is already under way with the same PaymentIntent. */
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

/** The id inside a client secret. Throws IntegrationError for text of another form. */
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
