import type { SignInProblem } from "@/lib/client/session";
import { readEmail } from "@/lib/email-address";
import { MAX_PASSWORD, MIN_PASSWORD, passwordLength } from "@/lib/password-text";

/** What is wrong with a new password, or null. */
export function checkPassword(value: string): string | null {
  const length = passwordLength(value);
  if (length < MIN_PASSWORD) return `Use at least ${MIN_PASSWORD} characters`;
  return length > MAX_PASSWORD ? `Use at most ${MAX_PASSWORD} characters` : null;
}

/** A failed sign-in in words: what happened and what to do. */
export function signInWords({ code, retryAfter }: SignInProblem): string {
  switch (code) {
    case "INVALID_CREDENTIALS":
      return "This e-mail and password don't match. Check both and try again.";
    case "TWO_FACTOR_REQUIRED":
      return "Enter a code of your authenticator app as well.";
    case "TWO_FACTOR_INVALID":
      return "This code is wrong or was used already. Wait for the next one and try it.";
    case "TWO_FACTOR_UNAVAILABLE":
      return "We can't check codes of your app right now. Use a recovery code.";
    case "RATE_LIMITED":
      return `Too many tries. Try again in ${waitWords(retryAfter)}.`;
    case "UNAVAILABLE":
      return "We can't sign anybody in right now. Try again in a moment.";
    case "NETWORK":
      return "We couldn't reach the server. Check your connection and try again.";
  }
}

/** `40 seconds`, `25 minutes`: how long to wait. */
export function waitWords(seconds: number | null): string {
  if (seconds === null) return "a minute";
  return seconds < 100 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}

/** What is wrong with an address, or null; the server reads it in the same way. */
export function checkEmail(value: string): string | null {
  const read = readEmail(value);
  if (read.ok) return null;
  switch (read.problem) {
    case "local_part":
      return "Use an address with only the letters a to z, digits and signs before the @";
    case "too_long":
      return "Use a shorter address: at most 254 characters, 64 of them before the @";
    case "not_an_address":
      return "Enter your e-mail address, like name@example.com";
  }
}
