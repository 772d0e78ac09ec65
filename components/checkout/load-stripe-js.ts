import type { Stripe } from "@stripe/stripe-js";
// The default entry would request js.stripe.com as a side effect of the import.
import { loadStripe } from "@stripe/stripe-js/pure";

/** Our Stripe account's key; `stripeJsUrl` only where the sandbox replaces Stripe.js. */
export interface StripeSettings {
  publishableKey: string;
  stripeJsUrl: string | null;
}

// A blocked script fails immediately; a stuck connection would never fail.
const TIMEOUT_MS = 20_000;

/** Loads and initializes Stripe.js, or the sandbox's replacement. Throws if it can't be loaded. */
export async function loadStripeJs(settings: StripeSettings): Promise<Stripe> {
  const stripe = await Promise.race([open(settings), timeout()]);
  if (!stripe) throw new Error("Stripe.js runs in a browser only");
  return stripe;
}

async function open({ publishableKey, stripeJsUrl }: StripeSettings) {
  // With window.Stripe in place, loadStripe requests nothing.
  if (stripeJsUrl && !("Stripe" in window)) await loadScript(stripeJsUrl);
  return loadStripe(publishableKey);
}

function loadScript(src: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const fail = () => {
      script.remove();
      reject(new Error(`${src} did not load`));
    };
    script.src = src;
    script.onload = () => ("Stripe" in window ? resolve() : fail());
    script.onerror = fail;
    document.head.append(script);
  });
}

const timeout = () =>
  new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error("Stripe.js took too long")), TIMEOUT_MS);
  });
