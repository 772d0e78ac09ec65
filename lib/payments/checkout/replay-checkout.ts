import type { CheckoutView } from "../schemas";
import { stripe, stripeFailure } from "../stripe";

type Stored = Omit<CheckoutView, "client_secret">;

/** The part of a checkout's response that is stored for its Idempotency-Key: all but the client secret. */
export const storeCheckout = ({ client_secret: _, ...stored }: CheckoutView): Stored => stored;

/** The first response again, with the client secret fetched from Stripe. */
export async function replayCheckout(stored: Stored): Promise<CheckoutView> {
  const intent = await stripe()
    .paymentIntents.retrieve(stored.stripe_payment_intent_id)
    .catch((error: unknown) => {
      throw stripeFailure(error);
    });
  if (!intent.client_secret) throw new Error(`PaymentIntent ${intent.id} came without a secret`);
  const { payment_id, stripe_payment_intent_id, amount_cents, currency, status } = stored;
  const { client_secret } = intent;
  return { payment_id, stripe_payment_intent_id, client_secret, amount_cents, currency, status };
}
