import { sql } from "drizzle-orm";
import { bigint, boolean, check, index, integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { idEnd, instant } from "./columns";
import { payments } from "./payments";

/** The inbox of Stripe's webhook: stored before it is acknowledged, handled by a job. */
export const stripeEvents = pgTable(
  "stripe_events",
  {
    id: text("id").primaryKey(),
    type: text("type").notNull(),
    livemode: boolean("livemode").notNull(),
    // The body as it came and was signed; jsonb would reject some of what JSON allows.
    payload: text("payload").notNull(),
    // When the fields that a replay doesn't need were removed: names, addresses, cards.
    strippedAt: instant("stripped_at"),
    status: text("status", { enum: ["received", "handled", "ignored"] })
      .notNull()
      .default("received"),
    note: text("note"),
    paymentId: text("payment_id").references(() => payments.id, { onDelete: "restrict" }),
    receivedAt: instant("received_at").notNull().defaultNow(),
    handledAt: instant("handled_at"),
  },
  (t) => [
    index("stripe_events_payment").on(t.paymentId),
    index("stripe_events_received").on(t.receivedAt, t.id),
    index("stripe_events_by_status").on(t.status, t.receivedAt, t.id),
    index("stripe_events_to_strip").on(t.receivedAt).where(sql`${t.strippedAt} is null`),
    index("stripe_events_begins").on(sql`${t.id} collate "C"`),
    index("stripe_events_id_end").on(idEnd(t.id)),
    check("stripe_events_status", sql`${t.status} in ('received', 'handled', 'ignored')`),
  ],
);

/** The history of each payment: what caused an entry, when, and what it changed. Append-only. */
export const paymentEvents = pgTable(
  "payment_events",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    paymentId: text("payment_id")
      .notNull()
      .references(() => payments.id, { onDelete: "restrict" }),
    // The source of the entry.
    source: text("source", {
      enum: [
        "stripe",
        "checkout",
        "sync",
        "reconciliation",
        "expiry",
        "account",
        "wallet",
        "admin",
      ],
    }).notNull(),
    // The type of a Stripe event; otherwise an event name of ours.
    type: text("type").notNull(),
    stripeEventId: text("stripe_event_id").references(() => stripeEvents.id, {
      onDelete: "restrict",
    }),
    // When the change happened at its source; `recorded_at` is when it was stored.
    occurredAt: instant("occurred_at").notNull(),
    recordedAt: instant("recorded_at").notNull().defaultNow(),
    changes: jsonb("changes").notNull(),
    note: text("note"),
  },
  (t) => [
    index("payment_events_payment").on(t.paymentId, t.id),
    check(
      "payment_events_source",
      sql`${t.source} in ('stripe', 'checkout', 'sync', 'reconciliation', 'expiry', 'account', 'wallet', 'admin')`,
    ),
  ],
);

/** The findings of each comparison with Stripe: what it repaired, and what needs an operator. */
export const reconciliations = pgTable(
  "reconciliations",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    since: instant("since").notNull(),
    startedAt: instant("started_at").notNull(),
    finishedAt: instant("finished_at").notNull().defaultNow(),
    compared: integer("compared").notNull(),
    findings: jsonb("findings").notNull(),
  },
  (t) => [check("reconciliations_compared", sql`${t.compared} >= 0`)],
);
