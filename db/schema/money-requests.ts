import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, unique, uniqueIndex } from "drizzle-orm/pg-core";
import { customers } from "./auth";
import { purchases } from "./challenges";
import { cents, createdAt, instant } from "./columns";
import { payments } from "./payments";

/**
 * Requests to move money: a refund through Stripe, or a correction of a wallet. Admins make them; the refund of a paid
 * program that can't be bought is the system's own. A request is stored before
 * Stripe or the trading server is called, and its id is the idempotency key of those calls, so that it is done once.
 */
export const moneyRequests = pgTable(
  "money_requests",
  {
    id: text("id").primaryKey(),
    kind: text("kind", { enum: ["refund", "wallet_credit", "wallet_debit"] }).notNull(),
    paymentId: text("payment_id").references(() => payments.id, { onDelete: "restrict" }),
    // A refund of a canceled purchase's fee: it waits until the fee is back in the wallet.
    purchaseId: integer("purchase_id").references(() => purchases.id, { onDelete: "restrict" }),
    // A login of the trading server, so no foreign key.
    login: integer("login"),
    amountCents: cents("amount_cents").notNull(),
    currency: text("currency").notNull(),
    reason: text("reason").notNull(),
    // Null for a request of the system.
    adminId: integer("admin_id").references(() => customers.id, { onDelete: "restrict" }),
    // The key of the form: a second click is the same request. Of the system's: the payment.
    idempotencyKey: text("idempotency_key").notNull(),
    status: text("status", { enum: ["waiting", "pending", "done", "refused"] })
      .notNull()
      .default("pending"),
    // The number of the present call to Stripe: it is increased when Stripe responds with an error of its own.
    attempt: integer("attempt").notNull().default(1),
    stripeRefundId: text("stripe_refund_id").unique(),
    orderNo: integer("order_no").unique(),
    problem: text("problem"),
    createdAt: createdAt(),
    settledAt: instant("settled_at"),
  },
  (t) => [
    unique("money_requests_key").on(t.adminId, t.idempotencyKey),
    uniqueIndex("money_requests_system_key").on(t.idempotencyKey).where(sql`${t.adminId} is null`),
    uniqueIndex("money_requests_one_pending_refund")
      .on(t.paymentId)
      .where(sql`${t.status} in ('waiting', 'pending') and ${t.kind} = 'refund'`),
    index("money_requests_pending").on(t.createdAt).where(sql`${t.status} = 'pending'`),
    index("money_requests_payment").on(t.paymentId),
    index("money_requests_purchase").on(t.purchaseId).where(sql`${t.purchaseId} is not null`),
    index("money_requests_login").on(t.login),
    check("money_requests_kind", sql`${t.kind} in ('refund', 'wallet_credit', 'wallet_debit')`),
    check(
      "money_requests_subject",
      sql`(${t.kind} = 'refund') = (${t.paymentId} is not null) and (${t.kind} = 'refund') = (${t.login} is null)`,
    ),
    check("money_requests_purchase_fee", sql`${t.kind} = 'refund' or ${t.purchaseId} is null`),
    check("money_requests_waits", sql`${t.status} <> 'waiting' or ${t.purchaseId} is not null`),
    check("money_requests_amount", sql`${t.amountCents} > 0`),
    check("money_requests_status", sql`${t.status} in ('waiting', 'pending', 'done', 'refused')`),
    check(
      "money_requests_settled",
      sql`(${t.status} in ('waiting', 'pending')) = (${t.settledAt} is null) and (${t.status} = 'done') = (num_nonnulls(${t.stripeRefundId}, ${t.orderNo}) = 1) and (${t.status} <> 'refused' or ${t.problem} is not null)`,
    ),
    check("money_requests_reason", sql`length(trim(${t.reason})) between 3 and 500`),
  ],
);
