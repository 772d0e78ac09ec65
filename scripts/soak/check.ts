import type { PurchaseRecord, RefundRecord } from "./follow-up";
import type { Email } from "./mailbox";
import type { Order } from "./pay";
import type { StripePayment } from "./stripe";
import { byKey, type Tables } from "./tables";

/** A condition that must hold at the end, and the ids for which it doesn't. */
export interface Check {
  name: string;
  /** How many were checked. */
  total: number;
  lost: string[];
}

/** A payment as Stripe, its client and our tables have it. */
export interface ComparedPayment {
  intent: string;
  stripePayment: StripePayment;
  order: Order | undefined;
  record: Tables["payments"][number] | undefined;
}

/** What the checks compare. */
export interface FinalState {
  stripePayments: readonly StripePayment[];
  orders: readonly Order[];
  refunds: readonly RefundRecord[];
  purchases: readonly PurchaseRecord[];
  tables: Tables;
  emails: readonly Email[];
}

/** Each PaymentIntent at Stripe with its order and its row. */
export function joinPayments({ stripePayments, orders, tables }: FinalState): ComparedPayment[] {
  const recordByIntent = new Map(tables.payments.map((payment) => [payment.intent, payment]));
  const orderByIntent = new Map(orders.map((order) => [order.stripe_payment_intent_id, order]));
  return stripePayments.map((each) => ({
    intent: each.id,
    stripePayment: each,
    order: orderByIntent.get(each.id),
    record: recordByIntent.get(each.id),
  }));
}

export const isPaid = ({ stripePayment }: ComparedPayment) => stripePayment.status === "succeeded";
/** Whether it buys an account; by our tables if no client got a response about it. */
export const buysAccount = ({ order, record }: ComparedPayment) =>
  order ? order.login === null : record?.kind === "challenge";

/** The ids of the items for which a condition doesn't hold. */
export const failing = <T>(
  all: readonly T[],
  idOf: (each: T) => string,
  holds: (each: T) => boolean,
) => all.filter((each) => !holds(each)).map(idOf);

/** Counts rows by key. Rows whose key is null count for none. */
export function countsOf<Row>(rows: readonly Row[], keyOf: (row: Row) => string | null) {
  const groups = byKey(rows, keyOf);
  return (key: string) => groups.get(key)?.length ?? 0;
}
