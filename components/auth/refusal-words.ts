import type { ApiError } from "@/lib/client/api";
import { waitWords } from "./words";

/** Why something of the own account didn't happen, and what to do. */
export function refusalWords({ code, message, retryAfter, requestId }: ApiError): string {
  switch (code) {
    case "RATE_LIMITED":
      return `Too many tries. Try again in ${waitWords(retryAfter)}.`;
    case "UNAUTHENTICATED":
    case "TOKEN_EXPIRED":
      return "You have been signed out. Sign in again, then try once more.";
    case "UNAVAILABLE":
      return "We can't reach our database right now. Nothing was changed; try again in a moment.";
    case "INTERNAL":
      return `Nothing was changed. Try again; if it stays, write to us and quote ${requestId ?? "the time"}.`;
    default:
      return message;
  }
}
