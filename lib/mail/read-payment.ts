import { eq } from "drizzle-orm";
import type { Database } from "@/db/client";
import { customers, payments, tiers } from "@/db/schema";

/** A payment, who made it, and the name of what it buys; null where there is none. */
export async function readPayment(db: Database, id: string) {
  const [row] = await db
    .select({
      payment: payments,
      customer: { email: customers.email, name: customers.name },
      tierName: tiers.name,
    })
    .from(payments)
    .innerJoin(customers, eq(customers.id, payments.customerId))
    .leftJoin(tiers, eq(tiers.id, payments.tierId))
    .where(eq(payments.id, id));
  return row ?? null;
}
export type PaymentRow = NonNullable<Awaited<ReturnType<typeof readPayment>>>;
