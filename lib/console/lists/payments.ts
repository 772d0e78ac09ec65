import { sql } from "drizzle-orm";
import { paymentNameSql } from "@/lib/catalog";
import { hasRefundFailedSql } from "@/lib/core/stripe-status";
import {
  asNumber,
  bigint,
  idBegins,
  is,
  type ListSpec,
  ofCustomer,
  ofCustomers,
  text,
} from "../spec";

// Waits for another card: support is asked about the card that was declined.
const declined = sql`p.status = 'requires_payment_method' and p.failure_reason is not null`;

export const payments: ListSpec = {
  from: sql`payments p join customers c on c.id = p.customer_id`,
  counted: sql`payments p`,
  created: { id: sql`p.id`, prefix: "pay" },
  columns: {
    id: sql`p.id`,
    customer: sql`c.email`,
    customer_ref: sql`c.public_id`,
    what: paymentNameSql(sql`p`),
    status: sql`case when ${declined} then 'declined' else p.status end`,
    created_at: sql`p.created_at`,
    amount_cents: sql`p.amount_cents`,
    currency: sql`p.currency`,
  },
  csv: {
    stripe_payment_intent_id: sql`p.stripe_payment_intent_id`,
    // As `formatReceiptNumber` prints it.
    receipt_number: sql`'R-' || lpad(p.receipt_number::text, greatest(6, length(p.receipt_number::text)), '0')`,
    refunded_cents: sql`(select coalesce(sum(r.amount_cents), 0) from payment_refunds r where r.payment_id = p.id and not ${hasRefundFailedSql(sql`r.status`)})`,
  },
  sorts: { newest: [text(sql`p.id`)], amount: [bigint(sql`p.amount_cents`), text(sql`p.id`)] },
  filters: {
    status: (value) =>
      value === "declined" ? declined : sql`p.status = ${value} and not (${declined})`,
    kind: is(sql`p.kind`),
    // The condition of the indexes payments_unsettled_newest and payments_unsettled_by_amount.
    unfinished: () => sql`p.intent_status not in ('succeeded', 'canceled')`,
    review: () => sql`p.review_reason is not null`,
  },
  of: { customer: ofCustomer(sql`p.customer_id`) },
  search(q, begun) {
    if (q.startsWith("pay_")) return idBegins(sql`p.id`, "pay", q);
    if (q.startsWith("pi_")) {
      return sql`p.id in ${begun(sql`id`, sql`payments`, sql`stripe_payment_intent_id`, q)}`;
    }
    const login = asNumber(q);
    // The kind is needed for the index of deposits.
    return login === null
      ? ofCustomers(sql`p.customer_id`, q, begun)
      : sql`p.kind = 'deposit' and p.deposit_login = ${login}`;
  },
};
