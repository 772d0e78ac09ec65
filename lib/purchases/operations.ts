import { canceledPurchase, purchase } from "@/lib/challenges/examples";
import { idParams } from "@/lib/challenges/schemas";
import type { ErrorCode } from "@/lib/core/errors";
import { operation } from "@/lib/http/operation";
import { buyChallenge } from "./buy";
import { cancelPurchase } from "./cancel";
import { bought, payerAccount, preview, runningPurchase } from "./examples";
import { failedPurchaseError, failedPurchaseExample } from "./failed-purchase";
import { getPurchase } from "./get-purchase";
import { openProgramWallet } from "./open-program-wallet";
import { listPayerAccounts } from "./payer-accounts";
import { previewPurchase } from "./preview";
import { retryPurchase } from "./retry";
import {
  buyInput,
  buyView,
  payerAccountsView,
  payerAccountView,
  previewInput,
  previewView,
  purchaseResult,
} from "./schemas";

const checks: ErrorCode[] = [
  "PROGRAM_DISABLED",
  "INVALID_DEMO_GROUP",
  "DEMO_GROUP_REQUIRED",
  "PAYER_ACCOUNT_NOT_REAL",
  "CURRENCY_CONVERSION_REQUIRED",
  "NOT_ENOUGH_FUNDS",
  "FREE_TIER_LIMIT",
  "AMOUNT_MISMATCH",
  "INVALID_PAYER_ACCOUNT",
];
const steps: ErrorCode[] = [
  "PAYMENT_FAILED",
  "ACCOUNT_CREATION_FAILED",
  "INITIAL_BALANCE_FAILED",
  "CHALLENGE_CREATION_FAILED",
];
const failedStep = {
  502: {
    description: "A step failed. Completed steps are rolled back.",
    schema: failedPurchaseError,
    example: failedPurchaseExample,
  },
};

/** Buying a challenge from a wallet. */
export const operations = {
  listPayerAccounts: operation({
    route: "GET /api/prop/programs/[id]/payer-accounts",
    tag: "Challenges",
    summary: "List eligible wallets",
    description:
      "Lists the customer's wallets and whether each can pay for the program. If it can't, `block_reason` is the error code that a purchase would return.",
    surface: "session",
    scope: "accounts:read",
    params: idParams,
    responses: {
      200: {
        description: "The wallets.",
        schema: payerAccountsView,
        example: { rows: [payerAccount], openable_currency: null },
      },
    },
    errors: ["NOT_FOUND"],
    ids: { id: "program" },
    run: (ctx, { params }) => listPayerAccounts(ctx, params.id),
  }),
  openProgramWallet: operation({
    route: "POST /api/prop/programs/[id]/wallet",
    tag: "Challenges",
    summary: "Open a wallet in a program's currency",
    description:
      "Opens a wallet for the customer in the program's currency. If they already have one, it's returned. `openable_currency` in listPayerAccounts says whether a wallet can be opened.",
    surface: "session",
    scope: "payments:write",
    params: idParams,
    responses: {
      200: {
        description: "The wallet, and whether it can pay for the program.",
        schema: payerAccountView,
        example: payerAccount,
      },
    },
    errors: ["NOT_FOUND", "INVALID_STATE"],
    ids: { id: "program" },
    effect: "Opens a wallet for you if you don't have one in this currency.",
    run: (ctx, { params }) => openProgramWallet(ctx, params.id),
  }),
  previewPurchase: operation({
    route: "POST /api/prop/challenge/preview",
    tag: "Challenges",
    summary: "Preview a purchase",
    description:
      "Runs the purchase checks without buying. A rejection is returned as a normal response: `can_buy` is false, and `reason` has the error code.",
    surface: "session",
    scope: "accounts:read",
    body: { schema: previewInput, example: { program_id: 1, payer_login: 100_001 } },
    isReadOnly: true,
    responses: {
      200: {
        description: "The cost, or why the purchase would be rejected.",
        schema: previewView,
        example: preview,
      },
    },
    ids: { program_id: "program", payer_login: "wallet" },
    run: (ctx, { body }) => previewPurchase(ctx, body),
  }),
  buyChallenge: operation({
    route: "POST /api/prop/challenge/buy",
    tag: "Challenges",
    summary: "Buy a challenge from a wallet",
    description:
      "Takes the fee, opens the account, adds its initial balance and starts the challenge, in this order. Send an `idempotency_key` in the body: a retry then returns the first purchase instead of buying again, even if the first response was lost. `temporary_password` is only returned once, by the request that opened the account. If that response was lost, set a new password. 202 means that the purchase is still in progress: retry with the same key, or wait. It completes automatically.",
    surface: "session",
    scope: "payments:write",
    body: {
      schema: buyInput,
      example: { program_id: 1, payer_login: 100_001, amount: 499, idempotency_key: "0f8c2a" },
    },
    responses: {
      200: { description: "The challenge is open.", schema: buyView, example: bought },
      202: {
        description: "Accepted. The purchase is still in progress.",
        schema: buyView,
        example: runningPurchase,
      },
    },
    errors: [...checks, "IDEMPOTENCY_KEY_REUSED", "IDEMPOTENCY_IN_FLIGHT", ...steps],
    otherErrors: failedStep,
    effect: "Takes the price from the wallet and opens a challenge account.",
    ids: { program_id: "program", payer_login: "wallet" },
    run: async (ctx, input) => {
      const { status, body } = await buyChallenge(ctx, input.body);
      return Response.json(body, { status });
    },
  }),
  getPurchase: operation({
    route: "GET /api/prop/purchases/[id]",
    tag: "Challenges",
    summary: "Get a purchase",
    description:
      "Returns one of the customer's purchases. Poll it while `next_action` is `WAIT_ACTIVATION` or `WAIT_REFUND`: the account is then still being opened, or the fee is still being returned.",
    surface: "session",
    scope: "accounts:read",
    params: idParams,
    responses: {
      200: { description: "The purchase.", schema: purchaseResult, example: { purchase } },
    },
    errors: ["NOT_FOUND"],
    ids: { id: "purchase" },
    run: async (ctx, { params }) => ({ purchase: await getPurchase(ctx, params.id) }),
  }),
  retryPurchase: operation({
    route: "POST /api/prop/purchases/[id]/retry",
    tag: "Challenges",
    summary: "Retry a failed purchase",
    description:
      "Available if `can_retry` is true: the purchase failed, and no money is being moved.",
    surface: "session",
    scope: "payments:write",
    params: idParams,
    responses: {
      200: { description: "The challenge is open.", schema: buyView, example: bought },
      202: {
        description: "Accepted. The purchase is still in progress.",
        schema: buyView,
        example: runningPurchase,
      },
    },
    errors: ["NOT_FOUND", "INVALID_STATE", ...checks, ...steps],
    otherErrors: failedStep,
    effect: "Retries the purchase: takes the price from the wallet and opens the account.",
    ids: { id: "purchase" },
    run: async (ctx, { params }) => {
      const { status, body } = await retryPurchase(ctx, params.id);
      return Response.json(body, { status });
    },
  }),
  cancelPurchase: operation({
    route: "POST /api/prop/purchases/[id]/cancel",
    tag: "Challenges",
    summary: "Cancel a pending purchase",
    description: "Available if `can_cancel` is true: the fee hasn't been requested yet.",
    surface: "session",
    scope: "payments:write",
    params: idParams,
    responses: {
      200: {
        description: "The closed purchase.",
        schema: purchaseResult,
        example: { purchase: canceledPurchase },
      },
    },
    errors: ["NOT_FOUND", "INVALID_STATE"],
    effect: "Closes the purchase permanently.",
    ids: { id: "purchase" },
    run: async (ctx, { params }) => ({ purchase: await cancelPurchase(ctx, params.id) }),
  }),
};
