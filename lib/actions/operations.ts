import { errorEnvelope } from "@/lib/http/error-envelope";
import { exampleRequestId, operation } from "@/lib/http/operation";
import { performAction } from "./perform";
import { actionInput, actionView, grantConflicts } from "./schemas";

/** Operations of operators. */
export const operations = {
  performAction: operation({
    tag: "Console",
    surface: "admin",
    route: "POST /api/admin/actions",
    summary: "Perform an admin action",
    description:
      "One endpoint for all actions: `action` names the action and determines the other fields. Each action needs a reason and is recorded in the audit log. Actions that move money or grant value (`payment.refund`, `wallet.credit`, `wallet.debit`, `purchase.retry`, `purchase.rollback`, `purchase.refund_to_card`, `account.grant`, `challenge.grant`), decide an ending (`verdict.confirm`, `verdict.lift`) or grant access (`app.create`, `app.rotate_secret`, `app.enable`, `trading_source.create`, `trading_source.enable`, `customer.reset_second_factor`, and `customer.disable` and `customer.enable` of an admin) return STEP_UP_REQUIRED if an admin with two-factor authentication hasn't entered a code in this session within the last 15 minutes.",
    body: {
      schema: actionInput,
      example: {
        action: "account.suspend",
        id: "prop_01932f6b61f87a1b8c2d3e4f5a6b7c8d",
        reason: "requested by the customer",
      },
    },
    responses: {
      200: {
        description: "The action is done, or accepted and in progress.",
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
      "IDEMPOTENCY_IN_FLIGHT",
      "FREE_TIER_LIMIT",
      "TIER_UNAVAILABLE",
      "TIER_MISMATCH",
      "PROGRAM_DISABLED",
      "PAYMENT_PROVIDER_ERROR",
      "ACCOUNT_CREATION_FAILED",
      "INITIAL_BALANCE_FAILED",
      "CHALLENGE_CREATION_FAILED",
    ],
    otherErrors: {
      409: {
        description:
          "The grant would create a second account or challenge. The response lists the existing payments or purchases.",
        schema: errorEnvelope.extend(grantConflicts.shape),
        example: {
          error: {
            code: "INVALID_STATE",
            message:
              "This customer has unfinished or recent purchases of this program. Granting a challenge would give a second one.",
            retryable: false,
            request_id: exampleRequestId,
          },
          purchases: [
            { purchase_id: 41, status: "active", created_at: "2026-11-14T09:30:00.000Z" },
          ],
        },
      },
    },
    effect: "Performs the action in the body and records it in the audit log under your name.",
    run: (ctx, { body }) => performAction(ctx, body),
  }),
};
