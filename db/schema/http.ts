import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { apiApps, customers } from "./auth";
import { createdAt, instant } from "./columns";

/**
 * One row per Idempotency-Key and scope (customer, app, route), stored for 24 h.
 * `response` is null while the first call runs or after it failed.
 */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    customerId: integer("customer_id")
      .notNull()
      .references(() => customers.id, { onDelete: "cascade" }),
    appId: text("app_id").references(() => apiApps.id, { onDelete: "cascade" }),
    route: text("route").notNull(),
    key: text("key").notNull(),
    requestHash: text("request_hash").notNull(),
    lockedUntil: instant("locked_until"),
    response: jsonb("response"),
    createdAt: createdAt(),
  },
  (t) => [
    unique("idempotency_keys_scope").on(t.customerId, t.appId, t.route, t.key).nullsNotDistinct(),
    index("idempotency_keys_created").on(t.createdAt),
    check("idempotency_keys_length", sql`length(${t.key}) between 1 and 255`),
  ],
);
