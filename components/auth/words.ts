import type { SignInProblem } from "@/lib/client/session";

/** A failed sign-in in words: what happened and what to do. */
export function signInWords({ code, retryAfter }: SignInProblem): string {
  switch (code) {
    case "INVALID_CREDENTIALS":
      return "This e-mail and password don't match. Check both and try again.";
    case "RATE_LIMITED":
      return `Too many tries. Try again in ${retryAfter ? `${retryAfter} seconds` : "a minute"}.`;
    case "UNAVAILABLE":
      return "We can't sign anybody in right now. Try again in a moment.";
    case "NETWORK":
      return "We couldn't reach the server. Check your connection and try again.";
  }
}

/** Whether it looks like an e-mail address; the server has the last word. */
export const checkEmail = (value: string) =>
  /^\S+@\S+\.\S+$/.test(value.trim()) ? null : "Enter your e-mail address, like name@example.com";
