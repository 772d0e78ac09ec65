// Stripe's codes: https://docs.stripe.com/declines/codes and https://docs.stripe.com/error-codes
const DECLINED = "Your bank declined the card without giving a reason.";
const DECLINED_AS_PRECAUTION =
  "Your bank declined the card as a precaution. Call your bank to approve it.";

interface Rejection {
  /** For the customer. */
  message: string;
  /** For operators. */
  reason: string;
}

const SETUP_FAILED = "We couldn't set up the challenge account.";
const NO_GROUP: Rejection = {
  message: SETUP_FAILED,
  reason:
    "The account group of the program's first phase is missing or can't be used: edit the program",
};

/** Why a paid program can't be bought: each code that is stored, with a sentence for each of its readers. */
const rejections = {
  PROGRAM_DISABLED: {
    message: "This program was no longer for sale when your payment arrived.",
    reason: "The program was no longer for sale when the payment arrived",
  },
  PROGRAM_CHANGED: {
    message: "The program's price or rules changed before your payment arrived.",
    reason: "The program's price or rules were changed between the checkout and the payment",
  },
  INVALID_DEMO_GROUP: NO_GROUP,
  DEMO_GROUP_REQUIRED: NO_GROUP,
  WALLET_UNAVAILABLE: {
    message: "The payment goes through your wallet, which can't be used right now.",
    reason: "The customer's wallet in the program's currency is disabled, or none could be opened",
  },
  PAYMENT_FAILED: {
    message: SETUP_FAILED,
    reason: "The trading server rejected the fee, or the credit of the card payment",
  },
  ACCOUNT_CREATION_FAILED: {
    message: SETUP_FAILED,
    reason: "The trading server rejected the opening of the challenge's account",
  },
  INITIAL_BALANCE_FAILED: {
    message: SETUP_FAILED,
    reason: "The trading server rejected the initial balance of the challenge's account",
  },
  CHALLENGE_CREATION_FAILED: {
    message: SETUP_FAILED,
    reason: "The challenge couldn't be recorded: see the log's purchase.challenge_rejected",
  },
  REFUNDED: {
    message: "The payment was refunded before the challenge started.",
    reason: "The payment was refunded before the program was bought",
  },
  DISPUTE_LOST: {
    message: "The bank reversed the payment before the challenge started.",
    reason: "A dispute was lost before the program was bought",
  },
} satisfies Record<string, Rejection>;

export type RejectionCode = keyof typeof rejections;
const isRejectionCode = (code: string): code is RejectionCode => Object.hasOwn(rejections, code);

/** Whether a program wasn't bought because its payment had been reversed: then nothing is left to refund. */
export const isReversal = (code: string): boolean => code === "REFUNDED" || code === "DISPUTE_LOST";

/** Why a paid program couldn't be bought, for its customer. */
export const rejectionMessage = (code: string): string =>
  isRejectionCode(code) ? rejections[code].message : SETUP_FAILED;

/** The same for operators, without a full stop; null without a code. A code of another release is shown itself. */
export const rejectionReason = (code: string | null): string | null =>
  code !== null && isRejectionCode(code) ? rejections[code].reason : code;

const messages: Record<string, string> = {
  // declines
  insufficient_funds: "The card has insufficient funds.",
  card_declined: DECLINED,
  generic_decline: DECLINED,
  do_not_honor: DECLINED,
  transaction_not_allowed: DECLINED,
  call_issuer: "Your bank declined the card. Call your bank for details.",
  card_not_supported: "The card doesn't support this kind of purchase.",
  currency_not_supported: "The card doesn't support this currency.",
  card_velocity_exceeded: "The card has reached its limit.",
  withdrawal_count_limit_exceeded: "The card has reached its limit.",
  fraudulent: DECLINED_AS_PRECAUTION,
  lost_card: DECLINED_AS_PRECAUTION,
  stolen_card: DECLINED_AS_PRECAUTION,
  pickup_card: DECLINED_AS_PRECAUTION,
  restricted_card: DECLINED_AS_PRECAUTION,
  try_again_later: "Your bank couldn't approve the payment right now. Try again in a few minutes.",
  processing_error: "The card couldn't be processed right now. Try again in a few minutes.",
  issuer_not_available: "Your bank couldn't be reached. Try again in a few minutes.",
  // what was typed
  expired_card: "The card has expired.",
  incorrect_cvc: "The security code is incorrect.",
  invalid_cvc: "The security code is incorrect.",
  incorrect_number: "The card number is incorrect.",
  invalid_number: "The card number is incorrect.",
  invalid_expiry_month: "The expiration date is incorrect.",
  invalid_expiry_year: "The expiration date is incorrect.",
  incorrect_zip: "The postal code doesn't match the card.",
  // authentication
  authentication_required: "Your bank needs you to approve this payment.",
  payment_intent_authentication_failure: "Your bank couldn't verify you.",
  // cancellations
  abandoned: "The checkout expired or the price changed before payment.",
  expired: "The checkout expired.",
  duplicate: "This was a duplicate of another payment.",
  requested_by_customer: "The payment was canceled at your request.",
};

/** Why a payment failed or was canceled, for customers. `code` is Stripe's; null without a reason. */
export function failureMessage(code: string | null): string {
  return messages[code ?? ""] ?? "The payment didn't go through.";
}
