import type { SignInFailure } from "@/lib/client/session";

/** A failed sign-in in words: what happened and what to do. */
export const signInWords: Record<SignInFailure, string> = {
  INVALID_CREDENTIALS: "This e-mail and password don't match. Check both and try again.",
  RATE_LIMITED: "Too many tries. Wait a minute, then try again.",
  UNAVAILABLE: "We can't sign anybody in right now. Try again in a moment.",
  NETWORK: "We couldn't reach the server. Check your connection and try again.",
};

/** Whether it looks like an e-mail address; the server has the last word. */
export const checkEmail = (value: string) =>
  /^\S+@\S+\.\S+$/.test(value.trim()) ? null : "Enter your e-mail address, like name@example.com";
