import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { once } from "@/db/prepare";
import { paymentEvents } from "@/db/schema";
import type { HistorySource, PaymentChange } from "./schemas";

/** What caused an entry. */
export interface Cause {
  source: HistorySource;
  /** The type of a Stripe event; otherwise an event name of ours, such as `refund.requested`. */
  type: string;
  stripeEventId?: string;
}

interface Entry extends Cause {
  paymentId: string;
  /** When the change happened at its source; by default now. */
  occurredAt?: Date;
  changes: PaymentChange[];
  /** Why it changed nothing and needs manual review. */
  note?: string | null;
}

const param = sql.placeholder;
const insertEntry = once((db) =>
  db
    .insert(paymentEvents)
    .values({
      paymentId: param("paymentId"),
      source: param("source"),
      type: param("type"),
      stripeEventId: param("stripeEventId"),
      occurredAt: param("occurredAt"),
      changes: param("changes"),
      note: param("note"),
    })
    .prepare("insert-payment-event"),
);

/**
 * Records an entry in the history of a payment, in the transaction of its changes. A Stripe event is recorded even if
 * it changed nothing; entries of other sources only if they have changes or a note.
 */
export async function recordHistory(tx: Executor, entry: Entry): Promise<void> {
  const { source, changes, note = null, stripeEventId = null, occurredAt = new Date() } = entry;
  if (source !== "stripe" && changes.length === 0 && note === null) return;
  await insertEntry(tx).execute({ ...entry, stripeEventId, occurredAt, note });
}
