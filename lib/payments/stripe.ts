import Stripe from "stripe";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import { perProcess } from "@/lib/core/per-process";
import { measuredHttpClient } from "./measured-http-client";

const TIMEOUT_MS = 10_000;

/** The Stripe client: pinned API version, 10 s time-out, one retry with the same idempotency key. */
export const stripe = perProcess(
  "stripe",
  () =>
    new Stripe(env().STRIPE_SECRET_KEY, {
      apiVersion: "2026-10-28.endive",
      timeout: TIMEOUT_MS,
      maxNetworkRetries: 1,
      telemetry: false,
      httpClient: measuredHttpClient(),
      appInfo: { name: "Propdesk" },
      ...apiBase(env().STRIPE_API_BASE),
    }),
);

function apiBase(base: string | undefined) {
  if (!base) return {};
  const { hostname, port, protocol } = new URL(base);
  return { host: hostname, port, protocol: protocol === "http:" ? "http" : "https" } as const;
}

/**
 * Whether an error is Stripe's definite response: the request took no effect. After any other, such as a
 * time-out or a proxy's error page, it may have.
 */
export function isDefiniteError(error: unknown): boolean {
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
 * Turns Stripe's error into one of the API: PAYMENT_PROVIDER_ERROR for a rejected request, UNAVAILABLE for a
 * fault of Stripe's or the network's. Any other error is returned as it is.
 */
export function stripeFailure(error: unknown): unknown {
  if (!(error instanceof Stripe.errors.StripeError)) return error;
  if (isDefiniteError(error) && (error.statusCode ?? 0) < 500) {
    return new AppError(
      "PAYMENT_PROVIDER_ERROR",
      "The payment provider rejected the request. No money was moved.",
      { cause: error },
    );
  }
  return new AppError("UNAVAILABLE", "The payment provider isn't responding. Try again shortly.", {
    retryAfter: 5,
    cause: error,
  });
}
