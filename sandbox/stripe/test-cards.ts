/** The outcome of confirming a PaymentIntent with a test card. */
export type CardOutcome =
  | "succeeds"
  | "declined"
  | "insufficient_funds"
  | "expired_card"
  | "incorrect_cvc"
  | "processing_error"
  | "requires_authentication"
  | "processing"
  | "disputed"
  | "dispute_inquiry"
  | "refund_fails"
  | "refund_pending";

/** A card number of Stripe's test mode, and its named payment method. */
export type TestCard = {
  readonly number: string;
  readonly name: string;
  readonly outcome: CardOutcome;
  readonly paymentMethod: string;
  readonly brand: "visa" | "mastercard" | "amex";
};

/**
 * The cards of the sandbox, as in https://docs.stripe.com/testing, except one: Stripe has
 * no card that stays `processing`, so 4000008260000000 does here, until a control settles it.
 */
export const testCards: ReadonlyArray<TestCard> = [
  {
    number: "4242424242424242",
    name: "Succeeds",
    outcome: "succeeds",
    paymentMethod: "pm_card_visa",
    brand: "visa",
  },
  {
    number: "5555555555554444",
    name: "Succeeds (Mastercard)",
    outcome: "succeeds",
    paymentMethod: "pm_card_mastercard",
    brand: "mastercard",
  },
  {
    number: "378282246310005",
    name: "Succeeds (American Express)",
    outcome: "succeeds",
    paymentMethod: "pm_card_amex",
    brand: "amex",
  },
  {
    number: "4000000000000002",
    name: "Declined",
    outcome: "declined",
    paymentMethod: "pm_card_chargeDeclined",
    brand: "visa",
  },
  {
    number: "4000000000009995",
    name: "Insufficient funds",
    outcome: "insufficient_funds",
    paymentMethod: "pm_card_chargeDeclinedInsufficientFunds",
    brand: "visa",
  },
  {
    number: "4000000000000069",
    name: "Expired card",
    outcome: "expired_card",
    paymentMethod: "pm_card_chargeDeclinedExpiredCard",
    brand: "visa",
  },
  {
    number: "4000000000000127",
    name: "Wrong security code",
    outcome: "incorrect_cvc",
    paymentMethod: "pm_card_chargeDeclinedIncorrectCvc",
    brand: "visa",
  },
  {
    number: "4000000000000119",
    name: "Processing error",
    outcome: "processing_error",
    paymentMethod: "pm_card_chargeDeclinedProcessingError",
    brand: "visa",
  },
  {
    number: "4000002500003155",
    name: "Requires authentication",
    outcome: "requires_authentication",
    paymentMethod: "pm_card_authenticationRequired",
    brand: "visa",
  },
  {
    number: "4000008260000000",
    name: "Stays processing",
    outcome: "processing",
    paymentMethod: "pm_sandbox_processing",
    brand: "visa",
  },
  {
    number: "4000000000000259",
    name: "Disputed as fraudulent",
    outcome: "disputed",
    paymentMethod: "pm_card_createDispute",
    brand: "visa",
  },
  {
    number: "4000000000001976",
    name: "Dispute inquiry",
    outcome: "dispute_inquiry",
    paymentMethod: "pm_card_createDisputeInquiry",
    brand: "visa",
  },
  {
    number: "4000000000005126",
    name: "Refund fails later",
    outcome: "refund_fails",
    paymentMethod: "pm_card_refundFail",
    brand: "visa",
  },
  {
    number: "4000000000007726",
    name: "Refund stays pending",
    outcome: "refund_pending",
    paymentMethod: "pm_card_pendingRefund",
    brand: "visa",
  },
];

/** The test card with this number (digits only), or null for an unknown number. */
export function cardByNumber(number: string): TestCard | null {
  return testCards.find((card) => card.number === number) ?? null;
}

/** The test card of a named payment method such as `pm_card_visa`, or null. */
export function cardByPaymentMethod(name: string): TestCard | null {
  return testCards.find((card) => card.paymentMethod === name) ?? null;
}
