import type { ApiError } from "@/lib/client/api";

const MIN = 10;
const MAX = 128;

/** What is wrong with a new trading password, or null. */
export function checkNew(value: string, current: string): string | null {
  if (value.length < MIN) return `Use at least ${MIN} characters`;
  if (value.length > MAX) return `Use at most ${MAX} characters`;
  return value === current ? "Choose another password than the current one" : null;
}

/** Why the password is still the old one. */
export function problemWords({ code, retryAfter, requestId }: ApiError): string {
  switch (code) {
    case "RATE_LIMITED":
      return `Too many tries. Try again in ${retryAfter ? `${retryAfter} seconds` : "a minute"}.`;
    case "UNAUTHENTICATED":
    case "TOKEN_EXPIRED":
      return "You have been signed out. Sign in again, then change the password.";
    case "UNAVAILABLE":
      return "The trading server can't be reached. Try again in a moment.";
    case "NETWORK":
      return "We couldn't reach the server. Check your connection and try again.";
    default:
      return `The password couldn't be changed. Write to us and quote ${requestId ?? "the time"}.`;
  }
}
