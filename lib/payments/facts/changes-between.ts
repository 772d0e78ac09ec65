import type { paymentDisputes, paymentRefunds } from "@/db/schema";
import { centsToJson } from "@/lib/core/money";
import type { PaymentChange } from "@/lib/payment-history/schemas";
import { deriveStatus } from "./derive-status";
import type { Payment } from "./intent-changes";

type Refund = typeof paymentRefunds.$inferSelect;
type Dispute = typeof paymentDisputes.$inferSelect;

/** A payment with its refunds, disputes and account. */
export interface PaymentState {
  payment: Payment;
  refunds: Refund[];
  disputes: Dispute[];
}

/** The changes from one state of a payment to another, in order. */
export function changesBetween(before: PaymentState, after: PaymentState): PaymentChange[] {
  const money = status(before, after);
  const later = [...refunds(before, after), ...disputes(before, after)];
  // A payment is paid before it is refunded or disputed, in whatever order the events come.
  const first = before.payment.intentStatus !== "succeeded";
  return [...failure(before, after), ...(first ? [...money, ...later] : [...later, ...money])];
}

function failure(
  { payment: before }: PaymentState,
  { payment: after }: PaymentState,
): PaymentChange[] {
  const reason = after.failureReason;
  return reason === null || reason === before.failureReason ? [] : [{ kind: "failure", reason }];
}

const refunds = (before: PaymentState, after: PaymentState): PaymentChange[] =>
  statusChanges(before.refunds, after.refunds).map(({ from, row }) => ({
    kind: "refund",
    id: row.id,
    amount_cents: centsToJson(row.amountCents),
    from,
    to: row.status,
  }));

const disputes = (before: PaymentState, after: PaymentState): PaymentChange[] =>
  statusChanges(before.disputes, after.disputes).map(({ from, row }) => ({
    kind: "dispute",
    id: row.id,
    amount_cents: centsToJson(row.amountCents),
    reason: row.reason,
    from,
    to: row.status,
  }));

function status(before: PaymentState, after: PaymentState): PaymentChange[] {
  const of = ({ payment, refunds, disputes }: PaymentState) =>
    deriveStatus(payment, refunds, disputes).status;
  const [from, to] = [of(before), of(after)];
  return from === to ? [] : [{ kind: "status", from, to }];
}

/** The rows that are new or have another status, each with its earlier status. */
function statusChanges<T extends { id: string; status: string }>(before: T[], after: T[]) {
  const previous = new Map(before.map(({ id, status }) => [id, status]));
  return after
    .map((row) => ({ from: previous.get(row.id) ?? null, row }))
    .filter(({ from, row }) => from !== row.status);
}
