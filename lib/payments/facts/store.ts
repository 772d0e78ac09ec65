import { type SQL, sql } from "drizzle-orm";
import type Stripe from "stripe";
import type { Transaction } from "@/db/client";
import { paymentDisputes, paymentRefunds } from "@/db/schema";
import { disputeRank, refundRank } from "./derive-status";

/** A refund or dispute as it was at Stripe at some time. */
export interface Observed<T> {
  it: T;
  /** The time of the event, or of the request. */
  at: Date;
}

/** The objects of a list, each observed at that time. */
export const observedAt = <T>(at: Date, list: T[]): Observed<T>[] => list.map((it) => ({ it, at }));

/** Stores a payment's refunds, each with its newest status. */
export async function storeRefunds(
  tx: Transaction,
  paymentId: string,
  refunds: Observed<Stripe.Refund>[],
): Promise<void> {
  for (const { it, at } of refunds) {
    const status = it.status ?? "pending";
    const amountCents = BigInt(it.amount);
    await tx
      .insert(paymentRefunds)
      .values({ id: it.id, paymentId, amountCents, status, statusAt: at })
      .onConflictDoUpdate({
        target: paymentRefunds.id,
        set: { status, statusAt: at },
        setWhere: isNewer(paymentRefunds, refundRank),
      });
  }
}

/** Until when the firm may respond to a dispute; null if the bank takes no response, for which Stripe sends 0. */
export function dueByOf({ evidence_details: details }: Stripe.Dispute): Date | null {
  // A stripped event has no details.
  const seconds = details?.due_by;
  return seconds ? new Date(seconds * 1000) : null;
}

/** Stores a payment's disputes, each with its newest status and deadline. */
export async function storeDisputes(
  tx: Transaction,
  paymentId: string,
  disputes: Observed<Stripe.Dispute>[],
): Promise<void> {
  for (const { it, at } of disputes) {
    const { id, reason, status } = it;
    const amountCents = BigInt(it.amount);
    const dueBy = dueByOf(it);
    await tx
      .insert(paymentDisputes)
      .values({ id, paymentId, amountCents, reason, status, statusAt: at, dueBy })
      .onConflictDoUpdate({
        target: paymentDisputes.id,
        set: { status, statusAt: at, dueBy },
        setWhere: isNewer(paymentDisputes, disputeRank),
      });
  }
}

/**
 * SQL for whether the incoming status is newer than the stored one. Stripe's times are whole seconds: within
 * one, the rank decides.
 */
function isNewer(table: typeof paymentRefunds | typeof paymentDisputes, rank: string[]): SQL {
  const order = sql`array[${sql.join(
    rank.map((status) => sql`${status}`),
    sql`, `,
  )}]::text[]`;
  const incoming = sql`(excluded.status_at, coalesce(array_position(${order}, excluded.status), 0))`;
  const stored = sql`(${table.statusAt}, coalesce(array_position(${order}, ${table.status}), 0))`;
  return sql`${incoming} > ${stored}`;
}
