import { z } from "zod";
import { actionInput, actionView } from "@/lib/actions/schemas";
import { listName } from "@/lib/console/schemas";
import { paymentCheckView, paymentParams } from "@/lib/payments/schemas";
import { consoleQuery, consoleWords } from "../console-query";
import type { Operation } from "../operation";

const shared = {
  tag: "Console",
  surface: "admin",
  params: z.object({ list: listName }),
  words: consoleWords,
} as const;

/** What the console's pages read and do. */
export const console: Operation[] = [
  {
    tag: "Console",
    surface: "admin",
    id: "performAction",
    route: "POST /api/admin/actions",
    summary: "Do something to a customer, an account or a payment",
    description:
      "One address for all actions: `action` names it, and the fields follow from it. Each needs a reason and is kept in the audit log. What moves money or grants something of worth (`payment.refund`, `wallet.credit`, `wallet.debit`, `purchase.retry`, `purchase.rollback`, `account.grant`, `challenge.grant`) or gives somebody access (`app.create`, `app.rotate_secret`, `app.enable`, `customer.reset_second_factor`, and `customer.disable` and `customer.enable` of an admin) is answered with STEP_UP_REQUIRED where an admin with two-factor sign-in entered no code in this session within the last 15 minutes.",
    body: {
      schema: actionInput,
      example: {
        action: "account.suspend",
        id: "prop_01932f6b61f87a1b8c2d3e4f5a6b7c8d",
        reason: "asked for by the customer",
      },
    },
    answers: {
      200: {
        description: "It is done, or asked for and going on by itself.",
        schema: actionView,
        example: {
          action: "account.suspend",
          id: "prop_01932f6b61f87a1b8c2d3e4f5a6b7c8d",
          status: "done",
        },
      },
    },
    errors: [
      "STEP_UP_REQUIRED",
      "NOT_FOUND",
      "INVALID_STATE",
      "IDEMPOTENCY_KEY_REUSED",
      "FREE_TIER_LIMIT",
      "TIER_UNAVAILABLE",
      "TIER_MISMATCH",
      "PROGRAM_DISABLED",
      "PAYMENT_PROVIDER_ERROR",
      "ACCOUNT_CREATION_FAILED",
      "INITIAL_BALANCE_FAILED",
      "CHALLENGE_CREATION_FAILED",
    ],
    effect: "Does what the body names, and writes it into the audit log with your name.",
  },
  {
    tag: "Console",
    surface: "admin",
    id: "checkPayment",
    route: "POST /api/admin/payments/[payment_id]/check",
    summary: "Check a payment with Stripe",
    description:
      "Compares a payment with its PaymentIntent, refunds and disputes at Stripe and applies what is new, as if the events had arrived. Stripe is asked at most every 5 seconds for one payment. The console calls it for each payment that is opened and isn't finished; the action `payment.sync` does the same for an admin who asks for it, with an entry in the audit log.",
    params: paymentParams,
    answers: {
      200: {
        description: "What came of it, and how the payment stands now.",
        schema: paymentCheckView,
        example: {
          payment_id: "pay_01932f6b5f2a7c1e9b0d4a6e8f3c2b71",
          kind: "challenge",
          result: "changed",
          status_before: "requires_payment_method",
          status: "succeeded",
          checked_at: "2026-01-15T10:31:04.000Z",
          last_step: 4211,
        },
      },
    },
    errors: ["NOT_FOUND", "PAYMENT_PROVIDER_ERROR"],
    effect: "Asks Stripe. What is new there is applied: an account may be created.",
  },
  {
    ...shared,
    id: "listConsole",
    route: "GET /api/admin/lists/[list]",
    summary: "List rows of the console",
    description:
      "A page of any list, with its search and filters. Each filter names its lists; another list refuses it.",
    query: consoleQuery,
    answers: {
      200: {
        description: "A page of rows: values by column.",
        schema: z.object({
          rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))),
          next_cursor: z.string().nullable(),
          is_cut: z.boolean(),
        }),
        example: {
          rows: [{ id: "usr_01932f6a0c7b7d3f8a54e1c2b3a49d10", email: "trader@your.example" }],
          next_cursor: null,
          is_cut: false,
        },
      },
    },
  },
  {
    ...shared,
    id: "exportConsole",
    route: "GET /api/admin/lists/[list]/csv",
    summary: "Export a list as CSV",
    description: "All rows that fit, streamed.",
    query: consoleQuery.omit({ cursor: true }),
    answers: { 200: { description: "The file.", text: "text/csv" } },
  },
];
