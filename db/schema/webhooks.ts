import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { apiApps } from "./auth";
import { createdAt, idEnd, instant } from "./columns";

/** The endpoints to which an app's webhooks are sent. Their secrets are encrypted. */
export const webhookEndpoints = pgTable(
  "webhook_endpoints",
  {
    id: text("id").primaryKey(),
    appId: text("app_id")
      .notNull()
      .references(() => apiApps.id, { onDelete: "restrict" }),
    url: text("url").notNull(),
    events: text("events").array().notNull(),
    description: text("description"),
    secret: text("secret").notNull(),
    // After a rotation the previous secret still signs for a day.
    previousSecret: text("previous_secret"),
    previousSecretUntil: instant("previous_secret_until"),
    // The time of the first failure after the last successful delivery.
    failingSince: instant("failing_since"),
    disabledAt: instant("disabled_at"),
    disabledReason: text("disabled_reason"),
    // The job that is sending to the endpoint: one webhook is sent at a time.
    claim: text("claim"),
    claimedUntil: instant("claimed_until"),
    createdAt: createdAt(),
  },
  (t) => [
    index("webhook_endpoints_app").on(t.appId, t.id),
    check("webhook_endpoints_events", sql`cardinality(${t.events}) > 0`),
    check(
      "webhook_endpoints_previous_secret",
      sql`(${t.previousSecret} is null) = (${t.previousSecretUntil} is null)`,
    ),
    check(
      "webhook_endpoints_disabled",
      sql`(${t.disabledAt} is null) = (${t.disabledReason} is null)`,
    ),
    check("webhook_endpoints_claim", sql`(${t.claim} is null) = (${t.claimedUntil} is null)`),
  ],
);

/** Events, each with the exact payload that its deliveries sign and send. */
export const webhookEvents = pgTable(
  "webhook_events",
  {
    id: text("id").primaryKey(),
    type: text("type").notNull(),
    payload: text("payload").notNull(),
    // The ids of the payment, the account and the purchase (`purchase:1`) of the event.
    about: text("about").array().notNull().default(sql`'{}'`),
    createdAt: createdAt(),
  },
  (t) => [index("webhook_events_about").using("gin", t.about)],
);

/** Deliveries: one run of an event through the retry schedule for an endpoint, with the result of its last attempt. */
export const webhookDeliveries = pgTable(
  "webhook_deliveries",
  {
    id: text("id").primaryKey(),
    endpointId: text("endpoint_id")
      .notNull()
      .references(() => webhookEndpoints.id, { onDelete: "cascade" }),
    eventId: text("event_id")
      .notNull()
      .references(() => webhookEvents.id, { onDelete: "restrict" }),
    // Set if the delivery was requested by a person; null if the event created it.
    redeliveryOf: text("redelivery_of"),
    status: text("status", { enum: ["pending", "succeeded", "failed"] })
      .notNull()
      .default("pending"),
    attempts: integer("attempts").notNull().default(0),
    nextAttemptAt: instant("next_attempt_at"),
    lastAttemptAt: instant("last_attempt_at"),
    durationMs: integer("duration_ms"),
    responseStatus: integer("response_status"),
    responseBody: text("response_body"),
    error: text("error"),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("webhook_deliveries_one_per_event")
      .on(t.endpointId, t.eventId)
      .where(sql`${t.redeliveryOf} is null`),
    index("webhook_deliveries_endpoint").on(t.endpointId, t.id),
    index("webhook_deliveries_by_status").on(t.status, t.id),
    index("webhook_deliveries_event").on(t.eventId),
    index("webhook_deliveries_due")
      .on(t.endpointId, t.nextAttemptAt, t.id)
      .where(sql`${t.status} = 'pending'`),
    index("webhook_deliveries_pending").on(t.nextAttemptAt).where(sql`${t.status} = 'pending'`),
    index("webhook_deliveries_created").on(t.createdAt),
    index("webhook_deliveries_id_end").on(idEnd(t.id)),
    check("webhook_deliveries_status", sql`${t.status} in ('pending', 'succeeded', 'failed')`),
    check("webhook_deliveries_attempts", sql`${t.attempts} >= 0`),
    check(
      "webhook_deliveries_pending_has_time",
      sql`(${t.status} = 'pending') = (${t.nextAttemptAt} is not null)`,
    ),
  ],
);
