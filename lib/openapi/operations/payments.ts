import { z } from "zod";
import { pageQuery } from "@/lib/http/page-query";
import {
  checkoutInput,
  checkoutView,
  depositInput,
  freeInput,
  paymentParams,
  paymentView,
} from "@/lib/payments/schemas";
import { propAccountView } from "@/lib/prop-accounts/schemas";
import { checkout, deposit, depositStarted, freeAccount, payment } from "../examples/card";
import type { Operation } from "../operation";

const PAGE = "Newest first. The next page is in the Link header.";

/** Everything that is paid by card. */
export const payments: Operation[] = [
  {
    id: "createCheckout",
    route: "POST /api/v2/payments/checkout",
    tag: "Payments",
    summary: "Start a card payment for a challenge",
    description:
      "Creates a Stripe PaymentIntent for a tier. Confirm it in the browser with `client_secret` and Stripe.js; the account is created by itself once the money is in. The price always comes from the catalog: `amount_cents` is only compared with it, so that nobody pays another price than they were shown. Without an Idempotency-Key the customer's open payment for the same tier, market, amount and currency is answered again instead of a second one; if a payment for the same thing turns out to be paid or processing, the answer is that payment with its new status, and nothing new is made. Send `known_payment_id` to ask the buyer before they pay for the same thing twice.",
    surface: "app+session",
    scope: "payments:write",
    body: {
      schema: checkoutInput,
      example: {
        tier_id: "tier_25k",
        market: "crypto",
        asset_class: "crypto",
        account_size: 25_000,
        amount_cents: 19_900,
        currency: "usd",
        known_payment_id: null,
      },
    },
    idempotent: true,
    answers: {
      200: {
        description: "The payment, to be confirmed in the browser.",
        schema: checkoutView,
        example: checkout,
      },
    },
    errors: ["TIER_UNAVAILABLE", "TIER_MISMATCH", "AMOUNT_MISMATCH", "PAYMENT_PROVIDER_ERROR"],
    effect: "Starts a payment at Stripe. Nothing is charged until a card confirms it.",
  },
  {
    id: "createDeposit",
    route: "POST /api/v2/payments/deposits",
    tag: "Payments",
    summary: "Start a deposit into a wallet",
    description:
      "Creates a PaymentIntent like a checkout. When it has succeeded, the wallet is credited exactly once. What a checkout says of payments that are paid already, and of `known_payment_id`, goes for deposits of the same amount into the same wallet. The wallet must be the customer's own, enabled, of mode REAL and of the same currency.",
    surface: "app+session",
    scope: "payments:write",
    body: { schema: depositInput, example: { login: 100_001, amount_cents: 50_000 } },
    idempotent: true,
    answers: {
      200: {
        description: "The payment, to be confirmed in the browser.",
        schema: checkoutView,
        example: depositStarted,
      },
    },
    errors: [
      "PAYER_ACCOUNT_NOT_REAL",
      "CURRENCY_CONVERSION_REQUIRED",
      "INVALID_PAYER_ACCOUNT",
      "PAYMENT_PROVIDER_ERROR",
    ],
    effect: "Starts a payment at Stripe. The wallet is credited when a card confirms it.",
    ids: { login: "wallet" },
  },
  {
    id: "claimFreeAccount",
    route: "POST /api/v2/payments/free",
    tag: "Payments",
    summary: "Open a free account",
    description:
      "For tiers whose price is 0, at their own size and asset class. Each customer has one of each such tier, ever.",
    surface: "app+session",
    scope: "payments:write",
    body: {
      schema: freeInput,
      example: { tier_id: "tier_demo", asset_class: "crypto", account_size: 10_000 },
    },
    idempotent: true,
    answers: {
      200: {
        description: "The account, which is being created.",
        schema: propAccountView,
        example: freeAccount,
      },
    },
    errors: ["TIER_UNAVAILABLE", "TIER_MISMATCH", "FREE_TIER_LIMIT"],
    effect: "Opens your free account of this tier. You have one of each, ever.",
  },
  {
    id: "listPayments",
    route: "GET /api/v2/payments",
    tag: "Payments",
    summary: "List payments",
    description: `The customer's payments, of challenges and deposits. ${PAGE}`,
    surface: "app+session",
    scope: "payments:read",
    query: pageQuery("pay"),
    paged: true,
    answers: {
      200: {
        description: "A page of payments.",
        schema: z.array(paymentView),
        example: [deposit, payment],
      },
    },
    ids: { cursor: "payment" },
  },
  {
    id: "getPayment",
    route: "GET /api/v2/payments/[payment_id]",
    tag: "Payments",
    summary: "Get a payment",
    description:
      "`status` is that of Stripe's PaymentIntent, then `refunded`, `partially_refunded` or `disputed`.",
    surface: "app+session",
    scope: "payments:read",
    params: paymentParams,
    answers: { 200: { description: "The payment.", schema: paymentView, example: payment } },
    errors: ["NOT_FOUND"],
    ids: { payment_id: "payment" },
  },
  {
    id: "syncPayment",
    route: "POST /api/v2/payments/[payment_id]/sync",
    tag: "Payments",
    summary: "Read a payment again at Stripe",
    description:
      "For a page that has waited ten seconds for the account, or that a customer opens for a payment that isn't final: the PaymentIntent is read at Stripe, and what is found is applied as if its event had come. Stripe is asked every five seconds at most for a payment, and 30 times a minute for a customer, unless the firm has set another number.",
    surface: "app+session",
    scope: "payments:write",
    params: paymentParams,
    answers: {
      200: { description: "The payment as it is now.", schema: paymentView, example: payment },
    },
    errors: ["NOT_FOUND", "PAYMENT_PROVIDER_ERROR"],
    effect: "Reads the payment at Stripe and applies what it finds.",
    ids: { payment_id: "payment" },
  },
];
