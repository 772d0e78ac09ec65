import type { paymentDisputes, paymentRefunds } from "@/db/schema";
import { centsToJson } from "@/lib/money";
import type { PaymentChange } from "@/lib/payment-history/schemas";
import { deriveStatus } from "./derive-status";
import type { Payment } from "./intent-changes";

type Refund = typeof paymentRefunds.$inferSelect;
type Dispute = typeof paymentDisputes.$inferSelect;

/** A payment with all that is stored of it. */
export interface PaymentState {
  payment: Payment;
  refunds: Refund[];
  disputes: Dispute[];
}

/** What differs between two states of a payment, one thing after the other. */
export function changesBetween(before: PaymentState, after: PaymentState): PaymentChange[] {
  const money = status(before, after);
  const later = [...refunds(before, after), ...disputes(before, after)];
  // What was given back or disputed had been paid before, in whatever order it is told.
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
  moved(before.refunds, after.refunds).map(({ from, row }) => ({
    kind: "refund",
    id: row.id,
    amount_cents: centsToJson(row.amountCents),
    from,
    to: row.status,
  }));

const disputes = (before: PaymentState, after: PaymentState): PaymentChange[] =>
  moved(before.disputes, after.disputes).map(({ from, row }) => ({
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

/** The rows that are new or have another status, each with the one that it had. */
function moved<T extends { id: string; status: string }>(before: T[], after: T[]) {
  const known = new Map(before.map(({ id, status }) => [id, status]));
  return after
    .map((row) => ({ from: known.get(row.id) ?? null, row }))
    .filter(({ from, row }) => from !== row.status);
}
