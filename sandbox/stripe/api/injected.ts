import { setTimeout as wait } from "node:timers/promises";
import type { Fault } from "../faults";
import { ApiError } from "./errors";

/** 429, before the request is handled. */
export function rateLimited(): ApiError {
  const message =
    "Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.";
  return new ApiError(429, { type: "invalid_request_error", code: "rate_limit", message }, false);
}

/**
 * Applies a fault before the endpoint's own work: `hang` waits, `500` and `402` throw.
 * A wait ends early, with a 503 that is not saved, when the sandbox closes.
 */
export async function failInside(fault: Fault, closing: AbortSignal): Promise<void> {
  if (fault.kind === "hang") {
    await wait(fault.hang_ms, undefined, { signal: closing }).catch(() => {
      throw new ApiError(503, { type: "api_error", message: "The sandbox is closing." }, false);
    });
  }
  if (fault.kind === "500") {
    const message = "An unknown error occurred. (A fault of the sandbox's controls.)";
    throw new ApiError(500, { type: "api_error", message });
  }
  if (fault.kind === "402") {
    throw new ApiError(402, {
      type: "card_error",
      code: "card_declined",
      decline_code: "generic_decline",
      message: "Your card was declined.",
    });
  }
}
