import type { AskedPurchase, AskedRefund } from "./after";
import { byKey, type Here } from "./here";
import type { Email } from "./mailbox";
import type { Order } from "./pay";
import type { There } from "./stripe";

/** One thing that must hold in the end, and the ids for which it doesn't. */
export interface Check {
  name: string;
  /** How many it was looked at for. */
  of: number;
  lost: string[];
}

/** A payment as all three know it: Stripe, the client, and our tables. */
export interface Known {
  intent: string;
  there: There;
  order: Order | undefined;
  here: Here["payments"][number] | undefined;
}

/** All that the verdict compares. */
export interface Books {
  there: readonly There[];
  orders: readonly Order[];
  refunds: readonly AskedRefund[];
  purchases: readonly AskedPurchase[];
  here: Here;
  emails: readonly Email[];
}

/** Each PaymentIntent at Stripe beside what clients and we know of it. */
export function knownPayments({ there, orders, here }: Books): Known[] {
  const ours = new Map(here.payments.map((payment) => [payment.intent, payment]));
  const asked = new Map(orders.map((order) => [order.stripe_payment_intent_id, order]));
  return there.map((each) => ({
    intent: each.id,
    there: each,
    order: asked.get(each.id),
    here: ours.get(each.id),
  }));
}

export const isPaid = ({ there }: Known) => there.status === "succeeded";
/** Whether it buys an account. By our own tables where no client was told of it. */
export const buysAccount = ({ order, here }: Known) =>
  order ? order.login === null : here?.kind === "challenge";

/** The ids of those for which it doesn't hold. */
export const failing = <T>(
  all: readonly T[],
  idOf: (each: T) => string,
  holds: (each: T) => boolean,
) => all.filter((each) => !holds(each)).map(idOf);

/** How many rows there are of each key. */
export function countsOf<Row>(rows: readonly Row[], keyOf: (row: Row) => string | null) {
  const groups = byKey(rows, keyOf);
  return (key: string) => groups.get(key)?.length ?? 0;
}
