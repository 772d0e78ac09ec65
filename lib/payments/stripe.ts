import Stripe from "stripe";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { measuredClient } from "./measured-client";

const TIMEOUT_MS = 10_000;

let client: Stripe | undefined;

/** The Stripe client: pinned API version, 10 s time-out, one retry with the same idempotency key. */
export function stripe(): Stripe {
  client ??= new Stripe(env().STRIPE_SECRET_KEY, {
    apiVersion: "2026-10-28.endive",
    timeout: TIMEOUT_MS,
    maxNetworkRetries: 1,
    telemetry: false,
    httpClient: measuredClient(),
    appInfo: { name: "Propdesk" },
    ...apiBase(env().STRIPE_API_BASE),
  });
  return client;
}

function apiBase(base: string | undefined) {
  if (!base) return {};
  const { hostname, port, protocol } = new URL(base);
  return { host: hostname, port, protocol: protocol === "http:" ? "http" : "https" } as const;
}

/**
 * Whether Stripe answered with an error, as against an outcome that nobody knows. What isn't Stripe's own
 * JSON, a proxy's page say, comes without a status: the request may have taken effect.
 */
export function isStripeAnswer(error: unknown): boolean {
  return (
    error instanceof Stripe.errors.StripeError &&
    error.statusCode !== undefined &&
    !(error instanceof Stripe.errors.StripeConnectionError) &&
    error.code !== "idempotency_key_in_use" &&
    error.statusCode !== 409 &&
    error.statusCode !== 429
  );
}

/**
 * Stripe's failure as an error of the contract: a refusal, or out of reach when Stripe itself is at
 * fault. Anything else is returned as it is.
 */
export function stripeFailure(error: unknown): unknown {
  if (!(error instanceof Stripe.errors.StripeError)) return error;
  if (isStripeAnswer(error) && (error.statusCode ?? 0) < 500) {
    return new AppError(
      "PAYMENT_PROVIDER_ERROR",
      "The payment provider refused the request. No money has moved.",
      { cause: error },
    );
  }
  return new AppError("UNAVAILABLE", "The payment provider can't be reached. Try again shortly.", {
    retryAfter: 5,
    cause: error,
  });
}
