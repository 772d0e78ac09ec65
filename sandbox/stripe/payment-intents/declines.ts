import type Stripe from "stripe";
import { ApiError, docUrl } from "../api/errors";
import type { CardOutcome } from "../test-cards";

/** Why a payment failed, in Stripe's form for `last_payment_error` and the 402. */
export type Decline = {
  readonly type: "card_error" | "invalid_request_error";
  readonly code: string;
  readonly decline_code?: string;
  readonly message: string;
};

export const GENERIC_DECLINE: Decline = {
  type: "card_error",
  code: "card_declined",
  decline_code: "generic_decline",
  message: "Your card was declined.",
};

/** The declines of https://docs.stripe.com/testing#declined-payments. */
const CARD_DECLINES: Partial<Record<CardOutcome, Decline>> = {
  declined: GENERIC_DECLINE,
  insufficient_funds: {
    type: "card_error",
    code: "card_declined",
    decline_code: "insufficient_funds",
    message: "Your card has insufficient funds.",
  },
  expired_card: { type: "card_error", code: "expired_card", message: "Your card has expired." },
  incorrect_cvc: {
    type: "card_error",
    code: "incorrect_cvc",
    message: "Your card's security code is incorrect.",
  },
  processing_error: {
    type: "card_error",
    code: "processing_error",
    message: "An error occurred while processing your card. Try again in a little bit.",
  },
};

export const AUTHENTICATION_FAILURE: Decline = {
  type: "invalid_request_error",
  code: "payment_intent_authentication_failure",
  message:
    "The provided PaymentMethod has failed authentication. You can provide payment_method_data " +
    "or a new PaymentMethod to attempt to fulfill this PaymentIntent again.",
};

/** The decline of a card, or null for a card that isn't declined. */
export function declineOf(outcome: CardOutcome): Decline | null {
  return CARD_DECLINES[outcome] ?? null;
}

/** The `last_payment_error` of a PaymentIntent that failed in this way. */
export function lastPaymentError(
  decline: Decline,
  method: Stripe.PaymentMethod | null,
  charge: string | null,
): Stripe.PaymentIntent.LastPaymentError {
  return {
    ...decline,
    doc_url: docUrl(decline.code),
    ...(charge === null ? {} : { charge }),
    ...(method === null ? {} : { payment_method: method }),
  };
}

/** The 402 for a declined confirmation, with the PaymentIntent afterwards. */
export function declined(
  decline: Decline,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
): ApiError {
  return new ApiError(402, {
    ...decline,
    charge: typeof intent.latest_charge === "string" ? intent.latest_charge : undefined,
    payment_intent: intent,
    payment_method: method,
  });
}
