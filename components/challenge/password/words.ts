import { checkPassword } from "@/components/auth/words";
import type { ApiError } from "@/lib/client/api";
import { isSamePassword } from "@/lib/password-text";

/** What is wrong with a new trading password, or null. */
export function checkNew(value: string, current: string): string | null {
  if (isSamePassword(value, current)) return "Choose another password than the current one";
  return checkPassword(value);
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
