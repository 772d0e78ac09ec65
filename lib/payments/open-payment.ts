import { isDeepStrictEqual } from "node:util";
import { and, eq } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { payments } from "@/db/schema";
import type { TierTerms } from "@/lib/catalog/schemas";
import type { Bought } from "./bought";
import type { Payment } from "./intent-changes";

/** What is to be paid for, by whom, and how much. */
export type Wanted = Bought & Pick<Payment, "customerId" | "amountCents" | "currency" | "livemode">;

/**
 * The customer's open payment for the same thing that no Idempotency-Key made: one at most. It buys
 * the tier as it is now, which is what the customer was shown.
 */
export async function findOpenPayment(
  db: Executor,
  wanted: Wanted,
  terms?: TierTerms,
): Promise<Payment | null> {
  const [payment] = await db
    .select()
    .from(payments)
    .where(
      and(
        eq(payments.customerId, wanted.customerId),
        isFor(wanted),
        eq(payments.amountCents, wanted.amountCents),
        eq(payments.currency, wanted.currency),
        eq(payments.livemode, wanted.livemode),
        eq(payments.reusable, true),
      ),
    );
  if (!payment || !terms || isDeepStrictEqual(payment.tierTerms, terms)) return payment ?? null;
  const [renewed] = await db
    .update(payments)
    .set({ tierTerms: terms })
    .where(and(eq(payments.id, payment.id), eq(payments.reusable, true)))
    .returning();
  return renewed ?? null;
}

const isFor = (bought: Bought) =>
  bought.kind === "deposit"
    ? and(eq(payments.kind, bought.kind), eq(payments.depositLogin, bought.depositLogin))
    : and(
        eq(payments.kind, bought.kind),
        eq(payments.tierId, bought.tierId),
        eq(payments.market, bought.market),
        eq(payments.assetClass, bought.assetClass),
        eq(payments.accountSize, bought.accountSize),
      );
