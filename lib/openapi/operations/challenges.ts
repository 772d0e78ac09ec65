import { z } from "zod";
import { programsQuery, programView } from "@/lib/catalog/schemas";
import {
  buyInput,
  buyView,
  challengeDetailView,
  challengesQuery,
  challengesView,
  idParams,
  payerAccountsView,
  payerAccountView,
  previewInput,
  previewView,
  purchaseView,
} from "@/lib/challenges/schemas";
import type { ErrorCode } from "@/lib/errors";
import { failedPurchaseError, failedPurchaseExample } from "../error-schema";
import {
  bought,
  canceledPurchase,
  challenge,
  challengeDetail,
  payerAccount,
  preview,
  program,
  purchase,
  stillRunning,
} from "../examples/wallet";
import type { Operation } from "../operation";

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
    description: "A step was refused. What was done before it is taken back.",
    schema: failedPurchaseError,
    example: failedPurchaseExample,
  },
};

/** Programs, and buying one from a wallet. */
export const challenges: Operation[] = [
  {
    id: "listPrograms",
    route: "GET /api/prop/programs",
    tag: "Challenges",
    summary: "List programs",
    description: "The challenges on sale, with the rules of each phase.",
    surface: "session",
    query: programsQuery,
    answers: {
      200: {
        description: "The programs, in the order of the shop.",
        schema: z.object({ rows: z.array(programView) }),
        example: { rows: [program] },
      },
    },
  },
  {
    id: "getProgram",
    route: "GET /api/prop/programs/[id]",
    tag: "Challenges",
    summary: "Get a program",
    surface: "session",
    params: idParams,
    answers: { 200: { description: "The program.", schema: programView, example: program } },
    errors: ["NOT_FOUND"],
    ids: { id: "program" },
  },
  {
    id: "listPayerAccounts",
    route: "GET /api/prop/programs/[id]/payer-accounts",
    tag: "Challenges",
    summary: "List the wallets that could pay",
    description:
      "Every wallet of the customer, and for each whether it can pay for the program. Where it can't, `block_reason` is the code that buying would answer with.",
    surface: "session",
    scope: "accounts:read",
    params: idParams,
    answers: {
      200: {
        description: "The wallets.",
        schema: payerAccountsView,
        example: { rows: [payerAccount], openable_currency: null },
      },
    },
    errors: ["NOT_FOUND"],
    ids: { id: "program" },
  },
  {
    id: "openProgramWallet",
    route: "POST /api/prop/programs/[id]/wallet",
    tag: "Challenges",
    summary: "Open a wallet in a program's currency",
    description:
      "Opens the customer's wallet in the currency that the program is priced in, once: where they have one, it is returned. `openable_currency` of listPayerAccounts says whether it can be opened.",
    surface: "session",
    scope: "payments:write",
    params: idParams,
    answers: {
      200: {
        description: "The wallet, and whether it can pay for the program.",
        schema: payerAccountView,
        example: payerAccount,
      },
    },
    errors: ["NOT_FOUND", "INVALID_STATE"],
    ids: { id: "program" },
    effect: "Opens a wallet for you, if you have none in this currency.",
  },
  {
    id: "previewPurchase",
    route: "POST /api/prop/challenge/preview",
    tag: "Challenges",
    summary: "Preview a purchase",
    description:
      "Runs the same checks as buying and changes nothing. A refusal is an answer here, not an error: `can_buy` is false, and `reason` has the code.",
    surface: "session",
    scope: "accounts:read",
    body: { schema: previewInput, example: { program_id: 1, payer_login: 100_001 } },
    readOnly: true,
    answers: {
      200: {
        description: "What it would cost, or why it would be refused.",
        schema: previewView,
        example: preview,
      },
    },
    ids: { program_id: "program", payer_login: "wallet" },
  },
  {
    id: "buyChallenge",
    route: "POST /api/prop/challenge/buy",
    tag: "Challenges",
    summary: "Buy a challenge from a wallet",
    description:
      "Takes the fee, opens the account, books its initial balance and starts the challenge, in this order. Send an `idempotency_key` in the body: a repeated call then answers with the first purchase instead of making a second, also after a call that was never answered. `temporary_password` is shown once, to the call that opened the account: where that answer was lost, set a new password. 202 says that the outcome of a step isn't known yet: repeat with the same key, or wait; the purchase goes on by itself.",
    surface: "session",
    scope: "payments:write",
    body: {
      schema: buyInput,
      example: { program_id: 1, payer_login: 100_001, amount: 499, idempotency_key: "0f8c2a" },
    },
    answers: {
      200: { description: "The challenge is open.", schema: buyView, example: bought },
      202: {
        description: "Accepted; a step's outcome isn't known yet.",
        schema: buyView,
        example: stillRunning,
      },
    },
    errors: [...checks, "IDEMPOTENCY_KEY_REUSED", "IDEMPOTENCY_IN_FLIGHT", ...steps],
    otherErrors: failedStep,
    effect: "Takes the price from the wallet and opens a challenge account.",
    ids: { program_id: "program", payer_login: "wallet" },
  },
  {
    id: "listChallenges",
    route: "GET /api/prop/challenges",
    tag: "Challenges",
    summary: "List purchases and challenges",
    description:
      "A page of purchases, newest first, and the challenges that came of them. `next_cursor` is the `cursor` of the next page, null on the last.",
    surface: "session",
    scope: "accounts:read",
    query: challengesQuery,
    answers: {
      200: {
        description: "A page.",
        schema: challengesView,
        example: { purchases: [purchase], challenges: [challenge], next_cursor: null },
      },
    },
    ids: { cursor: "purchase" },
  },
  {
    id: "getChallenge",
    route: "GET /api/prop/challenges/[id]",
    tag: "Challenges",
    summary: "Get a challenge",
    description:
      "With its purchase, its phases in money, and the program as it was when it was bought.",
    surface: "session",
    scope: "accounts:read",
    params: idParams,
    answers: {
      200: { description: "The challenge.", schema: challengeDetailView, example: challengeDetail },
    },
    errors: ["NOT_FOUND"],
    ids: { id: "challenge" },
  },
  {
    id: "retryPurchase",
    route: "POST /api/prop/purchases/[id]/retry",
    tag: "Challenges",
    summary: "Try a failed purchase again",
    description: "Where `can_retry` is true: it failed, and no money is on its way.",
    surface: "session",
    scope: "payments:write",
    params: idParams,
    answers: {
      200: { description: "The challenge is open.", schema: buyView, example: bought },
      202: {
        description: "Accepted; a step's outcome isn't known yet.",
        schema: buyView,
        example: stillRunning,
      },
    },
    errors: ["NOT_FOUND", "INVALID_STATE", ...checks, ...steps],
    otherErrors: failedStep,
    effect: "Runs the purchase again: takes the price from the wallet and opens the account.",
    ids: { id: "purchase" },
  },
  {
    id: "cancelPurchase",
    route: "POST /api/prop/purchases/[id]/cancel",
    tag: "Challenges",
    summary: "Cancel a pending purchase",
    description: "Where `can_cancel` is true: no fee was asked for yet.",
    surface: "session",
    scope: "payments:write",
    params: idParams,
    answers: {
      200: {
        description: "The purchase, which is closed.",
        schema: z.object({ purchase: purchaseView }),
        example: { purchase: canceledPurchase },
      },
    },
    errors: ["NOT_FOUND", "INVALID_STATE"],
    effect: "Closes the purchase. It can't be taken up again.",
    ids: { id: "purchase" },
  },
];
