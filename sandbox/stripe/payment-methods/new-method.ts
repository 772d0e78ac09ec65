import { createHash } from "node:crypto";
import type Stripe from "stripe";
import { newId } from "../ids";
import type { TestCard } from "../test-cards";
import { seconds, type Work } from "../work";
import type { CardData } from "./card-data";

export const NO_BILLING_DETAILS = {
  address: {
    city: null,
    country: null,
    line1: null,
    line2: null,
    postal_code: null,
    state: null,
  },
  email: null,
  name: null,
  phone: null,
  tax_id: null,
} satisfies Stripe.PaymentMethod.BillingDetails;

/** Stores a payment method for a valid test card, and its card's outcome beside it. */
export function storeCardMethod(
  work: Work,
  data: CardData,
  billing: Stripe.PaymentMethod.BillingDetails,
  metadata: Stripe.Metadata,
): Stripe.PaymentMethod {
  const method = {
    id: newId("pm"),
    object: "payment_method",
    allow_redisplay: "unspecified",
    billing_details: billing,
    card: cardOf(data),
    created: seconds(work),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata,
    type: "card",
  } satisfies Stripe.PaymentMethod;
  work.store.put("payment_method_outcomes", { id: method.id, outcome: data.card.outcome });
  return work.store.put("payment_methods", method);
}

/** Stores a new payment method for a name such as `pm_card_visa`. */
export function storeNamedMethod(work: Work, card: TestCard): Stripe.PaymentMethod {
  const expYear = new Date(work.now()).getUTCFullYear() + 1;
  const data = { card, expMonth: 12, expYear, hasCvc: false };
  return storeCardMethod(work, data, NO_BILLING_DETAILS, {});
}

function cardOf({ card, expMonth, expYear, hasCvc }: CardData): Stripe.PaymentMethod.Card {
  return {
    brand: card.brand,
    checks: {
      address_line1_check: null,
      address_postal_code_check: null,
      cvc_check: hasCvc ? "unchecked" : null,
    },
    country: "US",
    display_brand: card.brand,
    exp_month: expMonth,
    exp_year: expYear,
    fingerprint: createHash("sha256").update(card.number).digest("base64url").slice(0, 16),
    funding: "credit",
    generated_from: null,
    last4: card.number.slice(-4),
    networks: { available: [card.brand], preferred: null },
    regulated_status: "unregulated",
    three_d_secure_usage: { supported: true },
    wallet: null,
  };
}
