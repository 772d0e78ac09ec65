import Stripe from "stripe";
import type { Context } from "@/lib/core/context";
import { env } from "@/lib/core/env";
import { metrics } from "@/lib/core/metrics";
import { perProcess } from "@/lib/core/per-process";
import { stripe } from "../stripe";

// Stripe's own tolerance: an older signature may be a replay.
const TOLERANCE_SECONDS = 300;
const WARN_AGAIN_MS = 60_000;

/** `mismatch`: forged, of another endpoint, or our secret is wrong. */
export type SignatureFault = "missing" | "mismatch" | "too_old";

/** The fault of a raw body's signature; null for one that one of our secrets made within 5 minutes. */
export function signatureFault(rawBody: string, signature: string | null): SignatureFault | null {
  if (signature === null) return "missing";
  const secrets = env().STRIPE_WEBHOOK_SECRET;
  const isSigned = (seconds: number) =>
    secrets.some((secret) => isSignedWith(secret, rawBody, signature, seconds));
  if (isSigned(TOLERANCE_SECONDS)) return null;
  // For Stripe's library 0 means any age.
  return isSigned(0) ? "too_old" : "mismatch";
}

function isSignedWith(secret: string, rawBody: string, signature: string, seconds: number) {
  const verifier = stripe().webhooks.signature;
  if (!verifier) throw new Error("Stripe's library verifies no signatures");
  try {
    return verifier.verifyHeader(rawBody, signature, secret, seconds);
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return false;
    throw error;
  }
}

const warnings = perProcess(
  "signature-warnings",
  () => new Map<SignatureFault, { at: number; withoutBoundFields: number }>(),
);

/** Counts an invalid signature, and warns of each fault once a minute at most: our secret may be wrong. */
export function reportInvalidSignature(
  ctx: Pick<Context, "log" | "ip">,
  fault: SignatureFault,
  now = Date.now(),
): void {
  metrics().invalidSignatures.inc({ reason: fault });
  const last = warnings().get(fault) ?? { at: Number.NEGATIVE_INFINITY, withoutBoundFields: 0 };
  if (now - last.at < WARN_AGAIN_MS) {
    last.withoutBoundFields += 1;
    return;
  }
  warnings().set(fault, { at: now, withoutBoundFields: 0 });
  ctx.log.warn(
    { reason: fault, from: ctx.ip, more_before: last.withoutBoundFields },
    "stripe_webhook.invalid_signature: if Stripe sent it, STRIPE_WEBHOOK_SECRET isn't the endpoint's signing secret",
  );
}
