import type { ApiError } from "@/lib/client/api";

/** What a customer can do about a checkout that was refused. */
export type Remedy = "retry" | "reload" | "store" | "wallet" | "sign-in";

interface Words {
  title: string;
  text: string;
  remedy: Remedy;
}

const gone: Words = {
  title: "This challenge isn't on sale any more",
  text: "It was taken off or changed while you were here.",
  remedy: "store",
};

const signedOut: Words = {
  title: "You have been signed out",
  text: "Sign in, and you come back to this order.",
  remedy: "sign-in",
};

const noWallet: Words = {
  title: "This wallet can't be topped up",
  text: "Only your own enabled REAL wallets can, in their own currency.",
  remedy: "wallet",
};

const byCode: Record<string, Words> = {
  AMOUNT_MISMATCH: {
    title: "The price has changed",
    text: "It isn't the one that this page showed. Look at the new price before you pay.",
    remedy: "reload",
  },
  TIER_UNAVAILABLE: gone,
  TIER_MISMATCH: gone,
  INVALID_PAYER_ACCOUNT: noWallet,
  PAYER_ACCOUNT_NOT_REAL: noWallet,
  CURRENCY_CONVERSION_REQUIRED: noWallet,
  UNAUTHENTICATED: signedOut,
  TOKEN_EXPIRED: signedOut,
  RATE_LIMITED: {
    title: "Too many tries in a short time",
    text: "Wait a minute, then try again.",
    remedy: "retry",
  },
  NETWORK: {
    title: "We couldn't reach the server",
    text: "Check your connection and try again.",
    remedy: "retry",
  },
  UNAVAILABLE: {
    title: "Payments are out of reach right now",
    text: "This is on our side and usually over within a minute.",
    remedy: "retry",
  },
  PAYMENT_PROVIDER_ERROR: {
    title: "The payment provider refused to start the payment",
    text: "Try again. If it stays so, write to us and quote the reference.",
    remedy: "retry",
  },
};

const unknown: Words = {
  title: "We couldn't start the payment",
  text: "Try again. If it stays so, write to us and quote the reference.",
  remedy: "retry",
};

/** Whether the answer stays the same however often it is asked for: there is nothing to pay here. */
export const isFinalRefusal = (error: ApiError): boolean => refusalWords(error).remedy !== "retry";

/** Why no payment could be started, for the person who wanted to pay. */
export const refusalWords = ({ code, retryAfter, message }: ApiError): Words => {
  const words = byCode[code] ?? unknown;
  // Longer than a minute, the server says why and how long.
  const isLong = code === "RATE_LIMITED" && (retryAfter ?? 0) > 60;
  return isLong ? { ...words, text: message } : words;
};
