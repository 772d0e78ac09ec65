import type { FaultKind } from "../faults";
import { ApiError } from "./errors";

/** 429, before the request is looked at. */
export function rateLimited(): ApiError {
  const message =
    "Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.";
  return new ApiError(429, { type: "invalid_request_error", code: "rate_limit", message }, false);
}

/** Throws the failure that a `500` or `402` fault stands for; nothing has been done yet. */
export function failInside(kind: FaultKind): void {
  if (kind === "500") {
    const message = "An unknown error occurred. (A fault of the sandbox's controls.)";
    throw new ApiError(500, { type: "api_error", message });
  }
  if (kind === "402") {
    throw new ApiError(402, {
      type: "card_error",
      code: "card_declined",
      decline_code: "generic_decline",
      message: "Your card was declined.",
    });
  }
}
