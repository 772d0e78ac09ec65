import { createStripe, type StripeOptions } from "./stripe";

/** Set by the function that `serve.ts` wraps around the bundle. */
declare const SANDBOX_URL: string;

/**
 * The release train that @stripe/stripe-js 10 expects in `Stripe.version`;
 * with another value it warns in the console for every test key.
 */
const releaseTrain = "endive";

function Stripe(publishableKey: string, options?: StripeOptions) {
  return createStripe(SANDBOX_URL, publishableKey, options);
}

Object.assign(window, { Stripe: Object.assign(Stripe, { version: releaseTrain }) });
