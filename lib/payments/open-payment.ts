import { and, eq } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { payments } from "@/db/schema";
import type { Payment } from "./intent-changes";

type Wanted = Pick<
  Payment,
  | "customerId"
  | "tierId"
  | "market"
  | "assetClass"
  | "accountSize"
  | "amountCents"
  | "currency"
  | "livemode"
>;

/** The customer's open payment for the same thing that no Idempotency-Key made: one at most. */
export async function findOpenPayment(db: Executor, wanted: Wanted): Promise<Payment | null> {
  const [payment] = await db
    .select()
    .from(payments)
    .where(
      and(
        eq(payments.customerId, wanted.customerId),
        eq(payments.tierId, wanted.tierId),
        eq(payments.market, wanted.market),
        eq(payments.amountCents, wanted.amountCents),
        eq(payments.currency, wanted.currency),
        eq(payments.assetClass, wanted.assetClass),
        eq(payments.accountSize, wanted.accountSize),
        eq(payments.livemode, wanted.livemode),
        eq(payments.reusable, true),
      ),
    );
  return payment ?? null;
}
