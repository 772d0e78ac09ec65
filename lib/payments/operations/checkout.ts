import { requireCustomer } from "@/lib/core/context";
import { idempotencyKey, idempotent } from "@/lib/http/idempotency";
import { operation } from "@/lib/http/operation";
import { freeAccount } from "@/lib/prop-accounts/examples";
import { propAccountView } from "@/lib/prop-accounts/schemas";
import { replayCheckout, storeCheckout } from "../checkout/replay-checkout";
import { claimFree } from "../claim-free";
import { createCheckout } from "../create-checkout";
import { createDeposit } from "../create-deposit";
import { createProgramCheckout } from "../create-program-checkout";
import { checkout, depositStarted, programCheckout } from "../examples";
import {
  checkoutInput,
  checkoutView,
  depositInput,
  freeInput,
  programCheckoutInput,
} from "../schemas";

/** Starting a payment: for a challenge or a deposit; and a free account. */
export const checkoutOperations = {
  createCheckout: operation({
    route: "POST /api/v2/payments/checkout",
    tag: "Payments",
    summary: "Start a card payment for a challenge",
    description:
      "Creates a Stripe PaymentIntent for a tier. Confirm it in the browser with `client_secret` and Stripe.js; the account is created automatically once the payment succeeds. The price always comes from the catalog: `amount_cents` is only checked against it, so customers never pay a price they didn't see. Without an Idempotency-Key, the customer's open payment for the same tier, market, amount and currency is returned instead of a second one. If a payment for the same thing turns out to be paid or processing, that payment is returned with its new status and nothing is created. Send `known_payment_id` to ask customers before they pay for the same thing twice.",
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
    isIdempotent: true,
    responses: {
      200: {
        description: "The payment. Confirm it in the customer's browser.",
        schema: checkoutView,
        example: checkout,
      },
    },
    errors: ["TIER_UNAVAILABLE", "TIER_MISMATCH", "AMOUNT_MISMATCH", "PAYMENT_PROVIDER_ERROR"],
    effect:
      "Creates a payment at Stripe. Nothing is charged until the customer confirms it with a card.",
    run: (ctx, { request, body }) => {
      // A replay runs no verb, but needs the same scope.
      requireCustomer(ctx, "payments:write");
      return idempotent(ctx, {
        route: "POST /v2/payments/checkout",
        key: idempotencyKey(request),
        body,
        run: (keyId) => createCheckout(ctx, body, keyId),
        store: storeCheckout,
        restore: replayCheckout,
      });
    },
  }),
  createProgramCheckout: operation({
    route: "POST /api/v2/payments/program-checkout",
    tag: "Payments",
    summary: "Start a card payment for a program",
    description:
      "Creates a PaymentIntent, like a checkout, for any program on sale. When it succeeds, the program's challenge is bought exactly once: the payment goes through the customer's wallet in the program's currency, which is opened if they have none, and leaves its balance as it is. If the program can't be bought when the payment arrives, because it's no longer for sale or its price or rules have changed, the payment is refunded in full and `rejection_code` says why. Payments that are already paid, and `known_payment_id`, work as in a checkout. A full refund or a lost dispute ends this challenge alone.",
    surface: "app+session",
    scope: "payments:write",
    body: {
      schema: programCheckoutInput,
      example: { program_id: 1, amount_cents: 49_900, currency: "usd", known_payment_id: null },
    },
    isIdempotent: true,
    responses: {
      200: {
        description: "The payment. Confirm it in the customer's browser.",
        schema: checkoutView,
        example: programCheckout,
      },
    },
    errors: [
      "PROGRAM_DISABLED",
      "AMOUNT_MISMATCH",
      "INVALID_DEMO_GROUP",
      "DEMO_GROUP_REQUIRED",
      "INVALID_STATE",
      "PAYMENT_PROVIDER_ERROR",
    ],
    effect:
      "Creates a payment at Stripe. Nothing is charged until the customer confirms it with a card; then the challenge is bought.",
    ids: { program_id: "program" },
    run: (ctx, { request, body }) => {
      // A replay runs no verb, but needs the same scope.
      requireCustomer(ctx, "payments:write");
      return idempotent(ctx, {
        route: "POST /v2/payments/program-checkout",
        key: idempotencyKey(request),
        body,
        run: (keyId) => createProgramCheckout(ctx, body, keyId),
        store: storeCheckout,
        restore: replayCheckout,
      });
    },
  }),
  createDeposit: operation({
    route: "POST /api/v2/payments/deposits",
    tag: "Payments",
    summary: "Start a deposit into a wallet",
    description:
      "Creates a PaymentIntent, like a checkout. When it succeeds, the wallet is credited exactly once. Payments that are already paid, and `known_payment_id`, work as in a checkout, for deposits of the same amount into the same wallet. The wallet must be the customer's own, enabled, with mode REAL and the same currency.",
    surface: "app+session",
    scope: "payments:write",
    body: { schema: depositInput, example: { login: 100_001, amount_cents: 50_000 } },
    isIdempotent: true,
    responses: {
      200: {
        description: "The payment. Confirm it in the customer's browser.",
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
    effect:
      "Creates a payment at Stripe. Nothing is charged until the customer confirms it with a card; then the wallet is credited.",
    ids: { login: "wallet" },
    run: (ctx, { request, body }) => {
      // A replay runs no verb, but needs the same scope.
      requireCustomer(ctx, "payments:write");
      return idempotent(ctx, {
        route: "POST /v2/payments/deposits",
        key: idempotencyKey(request),
        body,
        run: (keyId) => createDeposit(ctx, body, keyId),
        store: storeCheckout,
        restore: replayCheckout,
      });
    },
  }),
  claimFreeAccount: operation({
    route: "POST /api/v2/payments/free",
    tag: "Payments",
    summary: "Open a free account",
    description:
      "For tiers whose price is 0, with the tier's own size and asset class. One per customer per tier.",
    surface: "app+session",
    scope: "payments:write",
    body: {
      schema: freeInput,
      example: { tier_id: "tier_demo", asset_class: "crypto", account_size: 10_000 },
    },
    isIdempotent: true,
    responses: {
      200: {
        description: "The account, while it's being created.",
        schema: propAccountView,
        example: freeAccount,
      },
    },
    errors: ["TIER_UNAVAILABLE", "TIER_MISMATCH", "FREE_TIER_LIMIT"],
    effect: "Opens your free account in this tier. One per customer per tier.",
    run: (ctx, { request, body }) => {
      // A replay runs no verb, but needs the same scope.
      requireCustomer(ctx, "payments:write");
      return idempotent(ctx, {
        route: "POST /v2/payments/free",
        key: idempotencyKey(request),
        body,
        run: (keyId) => claimFree(ctx, body, keyId),
        store: (account) => account,
        restore: async (stored) => stored,
      });
    },
  }),
};
