import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import type { SameOrder } from "../schemas";

// A customer with more has bought on purpose, or one problem caused them all.
const MOST = 5;

interface Row extends Record<string, unknown> {
  id: string;
  status: string;
  paid_at: Date | string;
}

/**
 * The payments by the same customer for the same thing at the same price, paid within a day of this one, oldest first. They
 * are what "You charged me twice" is about; whether they were meant is for a person to decide.
 */
export async function readSameOrders(db: Database, paymentId: string): Promise<SameOrder[]> {
  const { rows } = await db.execute<Row>(sql`
    select o.id, o.status, o.paid_at from payments p
    join payments o on o.customer_id = p.customer_id and o.id <> p.id and o.kind = p.kind
      and o.tier_id is not distinct from p.tier_id and o.program_id is not distinct from p.program_id
      and (p.kind = 'program' or o.deposit_login is not distinct from p.deposit_login)
      and o.amount_cents = p.amount_cents and o.currency = p.currency and o.livemode = p.livemode
      and o.paid_at between p.paid_at - interval '24 hours' and p.paid_at + interval '24 hours'
    where p.id = ${paymentId} order by o.paid_at, o.id limit ${MOST}`);
  return rows.map(({ id, status, paid_at }) => ({
    payment_id: id,
    status,
    paid_at: new Date(paid_at).toISOString(),
  }));
}
