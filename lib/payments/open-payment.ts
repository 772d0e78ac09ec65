import { and, eq, inArray } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { payments } from "@/db/schema";
import { openIntentStatuses } from "./derive-status";
import type { Payment } from "./intent-changes";

type Wanted = Pick<Payment, "customerId" | "tierId" | "market" | "amountCents" | "currency">;

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
        eq(payments.keyed, false),
        inArray(payments.intentStatus, [...openIntentStatuses]),
      ),
    );
  return payment ?? null;
}
