import type { challenges } from "@/db/schema";
import { boughtProgramView } from "@/lib/catalog/schemas";
import { toUnixSeconds } from "@/lib/core/format";
import { unitsToJson } from "@/lib/core/money";
import type { PaymentRefunds } from "./payment-refunds";
import {
  activationStatus,
  canCancel,
  canRetry,
  nextAction,
  type Purchase,
  paymentStatus,
  statusName,
} from "./purchase-status";
import {
  type ChallengeStatus,
  type ChallengeStatusName,
  type ChallengeView,
  challengeStatus,
  type PurchaseView,
  purchaseStatus,
} from "./schemas";

export type Challenge = typeof challenges.$inferSelect;

/** The login of a challenge that came from a purchase; one of a prop account has none. */
export function loginOf({ id, accountLogin }: Pick<Challenge, "id" | "accountLogin">): number {
  if (accountLogin === null) throw new Error(`challenge ${id} has no login`);
  return accountLogin;
}

const named = boughtProgramView.pick({ display_name: true });

/** The name of a purchase's program at the time of purchase. */
export const boughtProgramName = ({ program }: Pick<Purchase, "program">): string =>
  named.parse(program).display_name;

/** A purchase as the API returns it. `refunds` has the refund of its card payment, if it was paid by card and has failed. */
export function presentPurchase(row: Purchase, refunds: PaymentRefunds = new Map()): PurchaseView {
  const name = statusName(row.status);
  return {
    id: row.id,
    program_id: row.programId,
    program_name: boughtProgramName(row),
    customer_id: row.customerId,
    payer_login: row.payerLogin,
    payment_id: row.paymentId,
    account_login: row.accountLogin,
    status: purchaseStatus[name],
    status_name: name,
    next_action: nextAction(row),
    can_retry: canRetry(row),
    can_cancel: canCancel(row),
    amount: unitsToJson(row.amountCents),
    currency: row.currency.toUpperCase(),
    conversion_rate: row.conversionRate,
    amount_account_currency: unitsToJson(row.accountAmountCents),
    comment: `PROP_CHALLENGE_PURCHASE_${name.toUpperCase()}`,
    idempotency_key: row.idempotencyKey ?? "",
    payment_status: refunds.get(row.paymentId ?? "") ?? paymentStatus(row),
    activation_status: activationStatus(row),
    failure_reason: row.failureCode ?? "",
    payment_order: row.paymentOrder,
    initial_balance_order: row.initialBalanceOrder,
    payment_rollback_order: row.paymentRollbackOrder,
    initial_balance_rollback_order: row.initialBalanceRollbackOrder,
    created_time: toUnixSeconds(row.createdAt),
    updated_time: toUnixSeconds(row.updatedAt),
  };
}

const challengeNames: readonly ChallengeStatusName[] = [
  "pending",
  "active",
  "passed",
  "failed",
  "cancelled",
];

/** The status of a challenge or a phase, by number and by name. */
export function describeChallengeStatus(stored: number): {
  status: ChallengeStatus;
  status_name: ChallengeStatusName;
} {
  const name = challengeNames[stored];
  if (!name) throw new RangeError(`no challenge has the status ${stored}`);
  return { status: challengeStatus[name], status_name: name };
}

function purchaseIdOf({ id, purchaseId }: Challenge): number {
  if (purchaseId === null) throw new Error(`challenge ${id} has no purchase`);
  return purchaseId;
}

export function presentChallenge(row: Challenge): ChallengeView {
  return {
    id: row.id,
    purchase_id: purchaseIdOf(row),
    program_id: row.programId,
    customer_id: row.customerId,
    account_login: loginOf(row),
    current_phase_index: row.currentPhaseIndex,
    ...describeChallengeStatus(row.status),
    start_time: toUnixSeconds(row.startedAt),
    end_time: toUnixSeconds(row.endedAt),
    hold: holdOf(row),
    end_reason: row.endReason,
    created_time: toUnixSeconds(row.createdAt),
    updated_time: toUnixSeconds(row.updatedAt),
  };
}

/** Why a running challenge is suspended. */
export function holdOf({ endedAt, heldAt, holdReason, holdPaymentId }: Challenge) {
  if (endedAt !== null || heldAt === null || !holdReason || !holdPaymentId) return null;
  return { reason: holdReason, since: toUnixSeconds(heldAt), payment_id: holdPaymentId };
}
