import { isDeepStrictEqual } from "node:util";
import { and, desc, eq, gte, ne, notInArray, or } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { payments } from "@/db/schema";
import type { BoughtProgram } from "@/lib/catalog/schemas";
import type { Payment } from "../facts/intent-changes";
import type { PaidItem } from "../facts/paid-item";

/** An item to pay for, the customer and the amount. */
export type RequestedPayment = PaidItem &
  Pick<Payment, "customerId" | "amountCents" | "currency" | "livemode">;

// Only a program that uses keys opens more payments for one item at the same time.
const MAX_PAYMENTS = 10;

/**
 * The customer's payments for the same item that are open or processing, and those paid since
 * `paidSince` that were not refunded. The one that a call without a key may reuse comes first, then
 * the newest. At most ten.
 */
export const findSamePayments = (
  db: Executor,
  requested: RequestedPayment,
  paidSince: Date | null,
): Promise<Payment[]> =>
  db
    .select()
    .from(payments)
    .where(
      and(
        isForSame(requested),
        or(
          notInArray(payments.intentStatus, ["succeeded", "canceled"]),
          paidSince
            ? and(gte(payments.paidAt, paidSince), ne(payments.status, "refunded"))
            : undefined,
        ),
      ),
    )
    .orderBy(desc(payments.reusable), desc(payments.id))
    .limit(MAX_PAYMENTS);

/** One of the customer's payments by its id, if it is for the same item. */
export async function findSamePayment(
  db: Executor,
  requested: RequestedPayment,
  id: string,
): Promise<Payment | null> {
  const [payment] = await db
    .select()
    .from(payments)
    .where(and(eq(payments.id, id), isForSame(requested)));
  return payment ?? null;
}

const isForSame = (requested: RequestedPayment) =>
  and(
    eq(payments.customerId, requested.customerId),
    eq(payments.livemode, requested.livemode),
    eq(payments.kind, requested.kind),
    ...isSameItem(requested),
  );

/** The same challenge or program at any price, since prices change; or a deposit of the same amount into the same wallet. */
function isSameItem(requested: RequestedPayment) {
  switch (requested.kind) {
    case "deposit":
      return [
        eq(payments.depositLogin, requested.depositLogin),
        eq(payments.amountCents, requested.amountCents),
        eq(payments.currency, requested.currency),
      ];
    case "program":
      return [eq(payments.programId, requested.programId)];
    case "challenge":
      return [
        eq(payments.tierId, requested.tierId),
        eq(payments.market, requested.market),
        eq(payments.assetClass, requested.assetClass),
        eq(payments.accountSize, requested.accountSize),
      ];
  }
}

/** What a payment for a tier stores of its terms. */
export type StoredTierTerms = Partial<Pick<Payment, "tierTerms" | "ruleSetId">>;

/** The version of the terms of purchase that a buyer accepted, and from where. */
export type AcceptedTerms = Pick<Payment, "termsVersion" | "consentIp" | "consentUserAgent">;

/**
 * Stores the item's present terms on an open payment, and the consent of the buyer who was shown another version of the terms of
 * purchase now. Null if it can't be reused any more.
 */
export async function renewTerms(
  db: Executor,
  payment: Payment,
  terms: StoredTierTerms & { programTerms?: BoughtProgram },
  accepted: AcceptedTerms,
): Promise<Payment | null> {
  const { tierTerms, programTerms } = payment;
  const isSame =
    isDeepStrictEqual(terms.tierTerms ?? tierTerms, tierTerms) &&
    isDeepStrictEqual(terms.programTerms ?? programTerms, programTerms);
  const isAccepted = payment.termsVersion === accepted.termsVersion;
  if (isSame && isAccepted) return payment;
  const { tierTerms: tier, ruleSetId, programTerms: program } = terms;
  const [renewed] = await db
    .update(payments)
    .set({
      tierTerms: tier,
      ruleSetId,
      programTerms: program,
      ...(isAccepted ? {} : accepted),
    })
    .where(and(eq(payments.id, payment.id), eq(payments.reusable, true)))
    .returning();
  return renewed ?? null;
}
