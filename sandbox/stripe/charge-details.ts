import type Stripe from "stripe";
import type { Decline } from "./payment-intents/declines";

/** The response of the network and the bank to a charge. */
export function outcomeOf(decline: Decline | null): Stripe.Charge.Outcome {
  const codes = { advice_code: null, network_advice_code: null, network_decline_code: null };
  const risk = { risk_level: "normal", risk_score: 12 };
  return decline === null
    ? {
        ...codes,
        ...risk,
        network_status: "approved_by_network",
        reason: null,
        seller_message: "Payment complete.",
        type: "authorized",
      }
    : {
        ...codes,
        ...risk,
        network_status: "declined_by_network",
        reason: decline.decline_code ?? decline.code,
        seller_message: "The bank did not return any further details with this decline.",
        type: "issuer_declined",
      };
}

/** The details of the charged card at that moment. */
export function detailsOf(
  intent: Stripe.PaymentIntent,
  { card }: Stripe.PaymentMethod,
  decline: Decline | null,
): Stripe.Charge.PaymentMethodDetails {
  if (card === undefined) return { type: "card" };
  return {
    card: {
      amount_authorized: decline === null ? intent.amount : null,
      authorization_code: null,
      brand: card.brand,
      checks: {
        address_line1_check: null,
        address_postal_code_check: null,
        cvc_check: decline?.code === "incorrect_cvc" ? "fail" : "pass",
      },
      country: card.country,
      electronic_commerce_indicator: null,
      exp_month: card.exp_month,
      exp_year: card.exp_year,
      fingerprint: card.fingerprint,
      funding: card.funding,
      installments: null,
      last4: card.last4,
      mandate: null,
      network: card.brand,
      network_transaction_id: null,
      regulated_status: card.regulated_status,
      three_d_secure: null,
      transaction_link_id: null,
      wallet: null,
    },
    type: "card",
  };
}
