import { type SQL, sql } from "drizzle-orm";
import type Stripe from "stripe";
import type { Transaction } from "@/db/client";
import { paymentDisputes, paymentRefunds } from "@/db/schema";
import { disputeRank, refundRank } from "./derive-status";

/** A refund or dispute as Stripe had it at some moment. */
export interface Told<T> {
  it: T;
  /** The event's time, or that of the question where Stripe was asked. */
  at: Date;
}

/** The same moment for each of a list. */
export const toldAt = <T>(at: Date, list: T[]): Told<T>[] => list.map((it) => ({ it, at }));

/** Keeps what is told of a payment's refunds: of each the newest word. */
export async function storeRefunds(
  tx: Transaction,
  paymentId: string,
  refunds: Told<Stripe.Refund>[],
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

/** The same for its disputes. */
export async function storeDisputes(
  tx: Transaction,
  paymentId: string,
  disputes: Told<Stripe.Dispute>[],
): Promise<void> {
  for (const { it, at } of disputes) {
    const { id, reason, status } = it;
    const amountCents = BigInt(it.amount);
    await tx
      .insert(paymentDisputes)
      .values({ id, paymentId, amountCents, reason, status, statusAt: at })
      .onConflictDoUpdate({
        target: paymentDisputes.id,
        set: { status, statusAt: at },
        setWhere: isNewer(paymentDisputes, disputeRank),
      });
  }
}

/**
 * SQL that says whether what is told is newer than what is stored. Stripe's times are whole seconds:
 * within one, the status that comes later in life counts.
 */
function isNewer(table: typeof paymentRefunds | typeof paymentDisputes, rank: string[]): SQL {
  const order = sql`array[${sql.join(
    rank.map((status) => sql`${status}`),
    sql`, `,
  )}]::text[]`;
  const told = sql`(excluded.status_at, coalesce(array_position(${order}, excluded.status), 0))`;
  const known = sql`(${table.statusAt}, coalesce(array_position(${order}, ${table.status}), 0))`;
  return sql`${told} > ${known}`;
}
