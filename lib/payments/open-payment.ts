import { isDeepStrictEqual } from "node:util";
import { and, desc, eq, gte, ne, notInArray, or } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { payments } from "@/db/schema";
import type { TierTerms } from "@/lib/catalog/schemas";
import type { Bought } from "./bought";
import type { Payment } from "./intent-changes";

/** What is to be paid for, by whom, and how much. */
export type Wanted = Bought & Pick<Payment, "customerId" | "amountCents" | "currency" | "livemode">;

// More payments for one thing that are open at the same time are made by a program, under keys.
const MOST = 10;

/**
 * The customer's payments for the same thing that are open or processing, and those paid since
 * `paidSince` that were not refunded. The one that a call without a key may reuse comes first, then
 * the newest; ten at most.
 */
export const findSamePayments = (
  db: Executor,
  wanted: Wanted,
  paidSince: Date | null,
): Promise<Payment[]> =>
  db
    .select()
    .from(payments)
    .where(
      and(
        isForSame(wanted),
        or(
          notInArray(payments.intentStatus, ["succeeded", "canceled"]),
          paidSince
            ? and(gte(payments.paidAt, paidSince), ne(payments.status, "refunded"))
            : undefined,
        ),
      ),
    )
    .orderBy(desc(payments.reusable), desc(payments.id))
    .limit(MOST);

/** One of the customer's payments by its id, if it is for the same thing. */
export async function findSamePayment(
  db: Executor,
  wanted: Wanted,
  id: string,
): Promise<Payment | null> {
  const [payment] = await db
    .select()
    .from(payments)
    .where(and(eq(payments.id, id), isForSame(wanted)));
  return payment ?? null;
}

/**
 * The same challenge at whatever price: what differs is a price of before. Of a deposit the amount is
 * what is wanted, so another amount is another deposit.
 */
const isForSame = (wanted: Wanted) =>
  and(
    eq(payments.customerId, wanted.customerId),
    eq(payments.livemode, wanted.livemode),
    eq(payments.kind, wanted.kind),
    ...(wanted.kind === "deposit"
      ? [
          eq(payments.depositLogin, wanted.depositLogin),
          eq(payments.amountCents, wanted.amountCents),
          eq(payments.currency, wanted.currency),
        ]
      : [
          eq(payments.tierId, wanted.tierId),
          eq(payments.market, wanted.market),
          eq(payments.assetClass, wanted.assetClass),
          eq(payments.accountSize, wanted.accountSize),
        ]),
  );

/**
 * An open payment with the terms that the customer was shown now: it buys the tier as it is today.
 * Null when it can't be reused any more.
 */
export async function renewTerms(
  db: Executor,
  payment: Payment,
  terms: TierTerms | undefined,
): Promise<Payment | null> {
  if (!terms || isDeepStrictEqual(payment.tierTerms, terms)) return payment;
  const [renewed] = await db
    .update(payments)
    .set({ tierTerms: terms })
    .where(and(eq(payments.id, payment.id), eq(payments.reusable, true)))
    .returning();
  return renewed ?? null;
}
