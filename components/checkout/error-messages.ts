import type { ApiError } from "@/components/client/api";

/** What a customer can do after a checkout was rejected. */
export type Remedy = "retry" | "reload" | "store" | "wallet" | "sign-in";

interface CheckoutErrorMessage {
  title: string;
  text: string;
  remedy: Remedy;
}

const notOnSale: CheckoutErrorMessage = {
  title: "This challenge is no longer available",
  text: "It was removed or changed while you were on this page.",
  remedy: "store",
};

const signedOut: CheckoutErrorMessage = {
  title: "You've been signed out",
  text: "Sign in to return to your order.",
  remedy: "sign-in",
};

const noWallet: CheckoutErrorMessage = {
  title: "This wallet can't be topped up",
  text: "You can only top up your own active wallets, in their own currency.",
  remedy: "wallet",
};

const byCode: Record<string, CheckoutErrorMessage> = {
  AMOUNT_MISMATCH: {
    title: "The price has changed",
    text: "The price shown here is out of date. Review the new price before paying.",
    remedy: "reload",
  },
  TIER_UNAVAILABLE: notOnSale,
  PROGRAM_DISABLED: notOnSale,
  INVALID_DEMO_GROUP: notOnSale,
  DEMO_GROUP_REQUIRED: notOnSale,
  INVALID_STATE: {
    title: "This challenge can't be paid by card right now",
    text: "The payment goes through your wallet, which is disabled or can't be opened. Contact support.",
    remedy: "wallet",
  },
  TIER_MISMATCH: notOnSale,
  INVALID_PAYER_ACCOUNT: noWallet,
  PAYER_ACCOUNT_NOT_REAL: noWallet,
  CURRENCY_CONVERSION_REQUIRED: noWallet,
  UNAUTHENTICATED: signedOut,
  TOKEN_EXPIRED: signedOut,
  RATE_LIMITED: {
    title: "Too many attempts",
    text: "Wait a minute, then try again.",
    remedy: "retry",
  },
  NETWORK: {
    title: "We couldn't reach the server",
    text: "Check your connection and try again.",
    remedy: "retry",
  },
  UNAVAILABLE: {
    title: "Payments are temporarily unavailable",
    text: "The problem is on our side and usually clears within a minute.",
    remedy: "retry",
  },
  PAYMENT_PROVIDER_ERROR: {
    title: "Our payment provider couldn't start this payment",
    text: "Try again. If it keeps happening, contact support and include the reference.",
    remedy: "retry",
  },
};

const unknown: CheckoutErrorMessage = {
  title: "We couldn't start the payment",
  text: "Try again. If it keeps happening, contact support and include the reference.",
  remedy: "retry",
};

/** Whether repeating the request can't help: there is nothing to pay here. */
export const isFinalError = (error: ApiError): boolean =>
  checkoutErrorMessage(error).remedy !== "retry";

/** Says to the customer why no payment could be started. */
export const checkoutErrorMessage = ({
  code,
  retryAfter,
  message,
}: ApiError): CheckoutErrorMessage => {
  const error = byCode[code] ?? unknown;
  // Longer than a minute, the server says why and how long.
  const isLong = code === "RATE_LIMITED" && (retryAfter ?? 0) > 60;
  return isLong ? { ...error, text: message } : error;
};
