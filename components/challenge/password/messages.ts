import { checkPassword } from "@/components/auth/validate";
import type { ApiError } from "@/components/client/api";
import { formatRetryAfter } from "@/lib/core/format";
import { isSamePassword } from "@/lib/core/password-text";

/** Why a new trading password can't be used, or null. */
export function checkNewPassword(value: string, current: string): string | null {
  if (isSamePassword(value, current)) return "Choose a password different from your current one";
  return checkPassword(value);
}

/** Why the password wasn't changed. */
export function problemMessage({ code, retryAfter, requestId }: ApiError): string {
  switch (code) {
    case "RATE_LIMITED":
      return `Too many attempts. Try again in ${retryAfter ? formatRetryAfter(retryAfter) : "a minute"}.`;
    case "UNAUTHENTICATED":
    case "TOKEN_EXPIRED":
      return "You've been signed out. Sign in and try again.";
    case "UNAVAILABLE":
      return "The trading server isn't responding. Try again in a moment.";
    case "NETWORK":
      return "We couldn't reach the server. Check your connection and try again.";
    default:
      return `We couldn't change the password. Contact support and include ${requestId ? `the reference ${requestId}` : "the time"}.`;
  }
}
