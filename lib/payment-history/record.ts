import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { once } from "@/db/prepare";
import { paymentEvents } from "@/db/schema";
import type { HistorySource, PaymentChange } from "./schemas";

/** What came, from whom and when. */
export interface Cause {
  source: HistorySource;
  /** An event's type at Stripe; else what was done, in our own words. */
  type: string;
  stripeEventId?: string;
}

interface Entry extends Cause {
  paymentId: string;
  /** When it was so where it comes from; now where that is here. */
  occurredAt?: Date;
  changes: PaymentChange[];
  /** Why it changed nothing and is for a person. */
  note?: string | null;
}

const given = sql.placeholder;
const insertStep = once((db) =>
  db
    .insert(paymentEvents)
    .values({
      paymentId: given("paymentId"),
      source: given("source"),
      type: given("type"),
      stripeEventId: given("stripeEventId"),
      occurredAt: given("occurredAt"),
      changes: given("changes"),
      note: given("note"),
    })
    .prepare("insert-payment-event"),
);

/**
 * Writes one step of a payment's history, in the transaction of the change that it tells of. An event
 * of Stripe's is written even where it changed nothing; of all else only what changed something.
 */
export async function recordHistory(tx: Executor, entry: Entry): Promise<void> {
  const { source, changes, note = null, stripeEventId = null, occurredAt = new Date() } = entry;
  if (source !== "stripe" && changes.length === 0 && note === null) return;
  await insertStep(tx).execute({ ...entry, stripeEventId, occurredAt, note });
}
