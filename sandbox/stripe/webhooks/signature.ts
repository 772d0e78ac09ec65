import { createHmac } from "node:crypto";

/**
 * The `Stripe-Signature` header: HMAC-SHA256 over `t.rawBody`, keyed by the whole `whsec_…` text,
 * as https://docs.stripe.com/webhooks#verify-manually describes. `time` is in milliseconds.
 */
export function signatureHeader(body: string, secret: string, time: number): string {
  const t = Math.floor(time / 1000);
  const v1 = createHmac("sha256", secret).update(`${t}.${body}`).digest("hex");
  return `t=${t},v1=${v1}`;
}
