import { and, eq, inArray, isNull, ne, or, type SQL, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { propAccounts } from "@/db/schema";
import { changeAccount } from "./change-account";
import { enqueueProvisioning, needsProvisioning } from "./enqueue-provisioning";

/** What a payment's refunds and disputes require of its account. */
export interface PaymentRestrictions {
  disputeHold: boolean;
  closed: "refunded" | "dispute_lost" | null;
}

/**
 * Brings a payment's account in line with its refunds and disputes. An admin's suspension or closure stays.
 * An account whose hold ends before it had a subaccount is provisioned further; for one that is suspended or closed
 * before, a subaccount that was created all the same is recorded.
 */
export async function applyRestrictions(
  tx: Transaction,
  paymentId: string,
  restrictions: PaymentRestrictions,
): Promise<void> {
  const [account] = await tx
    .select({ id: propAccounts.id })
    .from(propAccounts)
    .where(eq(propAccounts.paymentId, paymentId));
  if (!account) return;
  const byId = eq(propAccounts.id, account.id);
  await changeAccount(tx, account.id, () => updateRestrictions(tx, byId, restrictions));
}

const paymentReasons = ["refunded", "dispute_lost"] as const;

/** Closed because of the payment already, and for another reason than the present one. */
const isOtherReason = (reason: string) =>
  and(
    inArray(propAccounts.closedReason, [...paymentReasons]),
    ne(propAccounts.closedReason, reason),
  );

async function updateRestrictions(
  tx: Transaction,
  byId: SQL,
  { disputeHold, closed }: PaymentRestrictions,
): Promise<void> {
  const closure = closed
    ? tx
        .update(propAccounts)
        .set({ closedAt: sql`coalesce(${propAccounts.closedAt}, now())`, closedReason: closed })
        .where(and(byId, or(isNull(propAccounts.closedAt), isOtherReason(closed))))
    : tx
        .update(propAccounts)
        .set({ closedAt: null, closedReason: null })
        .where(and(byId, inArray(propAccounts.closedReason, [...paymentReasons])));
  const changedClosure = await closure.returning({ id: propAccounts.id });
  const changedHold = await tx
    .update(propAccounts)
    .set({ disputeHold })
    .where(and(byId, ne(propAccounts.disputeHold, disputeHold)))
    .returning({ id: propAccounts.id });
  if (changedClosure.length + changedHold.length === 0) return;
  const [after] = await tx.select().from(propAccounts).where(byId);
  if (after && needsProvisioning(after)) await enqueueProvisioning(tx, after);
}
