// Stripe's codes: https://docs.stripe.com/declines/codes and https://docs.stripe.com/error-codes
const byBank = "Your bank declined the card without giving a reason.";
const suspicious = "Your bank declined the card as a precaution. A call to the bank can lift that.";

const words: Record<string, string> = {
  // declines
  insufficient_funds: "The card has insufficient funds.",
  card_declined: byBank,
  generic_decline: byBank,
  do_not_honor: byBank,
  transaction_not_allowed: byBank,
  call_issuer: "Your bank declined the card and asks you to call it.",
  card_not_supported: "The card doesn't support this kind of purchase.",
  currency_not_supported: "The card doesn't support this currency.",
  card_velocity_exceeded: "The card has reached its limit.",
  withdrawal_count_limit_exceeded: "The card has reached its limit.",
  fraudulent: suspicious,
  lost_card: suspicious,
  stolen_card: suspicious,
  pickup_card: suspicious,
  restricted_card: suspicious,
  try_again_later: "Your bank couldn't decide just now. Try again in a few minutes.",
  processing_error: "The card couldn't be processed just now. Try again in a few minutes.",
  issuer_not_available: "Your bank couldn't be reached. Try again in a few minutes.",
  // what was typed
  expired_card: "The card has expired.",
  incorrect_cvc: "The security code is wrong.",
  invalid_cvc: "The security code is wrong.",
  incorrect_number: "The card number is wrong.",
  invalid_number: "The card number is wrong.",
  invalid_expiry_month: "The expiration date is wrong.",
  invalid_expiry_year: "The expiration date is wrong.",
  incorrect_zip: "The postal code doesn't match the card.",
  // authentication
  authentication_required: "Your bank asks you to confirm this payment.",
  payment_intent_authentication_failure: "The confirmation with your bank didn't succeed.",
  // cancellations
  abandoned: "It was open for too long, or the price changed before it was paid.",
  expired: "It was open for too long.",
  duplicate: "It was a duplicate of another payment.",
  requested_by_customer: "It was canceled at your request.",
};

/** Why a payment failed or was canceled, as a sentence. Takes Stripe's code; null is no reason told. */
export function failureWords(code: string | null): string {
  return words[code ?? ""] ?? "The payment didn't go through.";
}
