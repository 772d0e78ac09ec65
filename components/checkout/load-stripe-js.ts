import type { Stripe } from "@stripe/stripe-js";
// The default entry would request js.stripe.com as a side effect of the import.
import { loadStripe } from "@stripe/stripe-js/pure";

/** Which account to talk to; `stripeJsUrl` only where a sandbox stands in for Stripe.js. */
export interface StripeSettings {
  publishableKey: string;
  stripeJsUrl: string | null;
}

// A blocked script fails at once; a stuck connection would leave the page waiting for ever.
const PATIENCE_MS = 20_000;

/** Loads Stripe.js, or the sandbox's stand-in for it, and opens it. Throws when it can't be had. */
export async function loadStripeJs(settings: StripeSettings): Promise<Stripe> {
  const stripe = await Promise.race([open(settings), tooLate()]);
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

const tooLate = () =>
  new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error("Stripe.js took too long")), PATIENCE_MS);
  });
