import type { ApiError } from "@/components/client/api";
import type { SignInProblem } from "@/components/client/session";
import { formatRetryAfter } from "@/lib/core/format";

/** The message for a failed sign-in: what happened and what to do. */
export function signInMessage({ code, retryAfter }: SignInProblem): string {
  switch (code) {
    case "INVALID_CREDENTIALS":
      return "That email and password don't match. Check both and try again.";
    case "TWO_FACTOR_REQUIRED":
      return "Enter the code from your authenticator app.";
    case "TWO_FACTOR_INVALID":
      return "That code is incorrect or already used. Wait for the next one and try again.";
    case "TWO_FACTOR_UNAVAILABLE":
      return "We can't check app codes right now. Use a recovery code instead.";
    case "RATE_LIMITED":
      return `Too many attempts. Try again in ${formatWait(retryAfter)}.`;
    case "UNAVAILABLE":
      return "Sign-in is temporarily unavailable. Try again in a moment.";
    case "NETWORK":
      return "We couldn't reach the server. Check your connection and try again.";
  }
}

/** The message for a change to the customer's own account that failed: why, and what to do. */
export function accountErrorMessage({ code, message, retryAfter, requestId }: ApiError): string {
  switch (code) {
    case "RATE_LIMITED":
      return `Too many attempts. Try again in ${formatWait(retryAfter)}.`;
    case "UNAUTHENTICATED":
    case "TOKEN_EXPIRED":
      return "You've been signed out. Sign in and try again.";
    case "UNAVAILABLE":
      return "Something's down on our side. No changes were made; try again in a moment.";
    case "INTERNAL":
      return `No changes were made. Try again, and if the problem continues, contact support and include ${requestId ? `the reference ${requestId}` : "the time"}.`;
    default:
      return message;
  }
}

const formatWait = (seconds: number | null): string =>
  seconds === null ? "a minute" : formatRetryAfter(seconds);
