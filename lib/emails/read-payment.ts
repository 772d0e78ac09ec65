import { eq, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { once } from "@/db/prepare";
import { customers, payments, propAccounts, tiers } from "@/db/schema";

const paymentById = once((db) =>
  db
    .select({
      payment: payments,
      customer: { email: customers.email, name: customers.name, timeZone: customers.timeZone },
      tierName: tiers.name,
      account: { status: propAccounts.status },
    })
    .from(payments)
    .innerJoin(customers, eq(customers.id, payments.customerId))
    .leftJoin(tiers, eq(tiers.id, payments.tierId))
    .leftJoin(propAccounts, eq(propAccounts.paymentId, payments.id))
    .where(eq(payments.id, sql.placeholder("id")))
    .prepare("email-payment"),
);

/** A payment with its customer, its tier's name and its account's status; null if there is none. */
export async function readPayment(db: Database, id: string) {
  const [row] = await paymentById(db).execute({ id });
  return row ?? null;
}
export type PaymentRow = NonNullable<Awaited<ReturnType<typeof readPayment>>>;
