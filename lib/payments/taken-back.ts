import { inArray } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { paymentDisputes, paymentRefunds } from "@/db/schema";
import { isAgainstUs, isLost, refundedCents } from "./derive-status";

/** What was taken back of a deposit, by why, in minor units. */
export interface TakenBack {
  /** Held by disputes that aren't decided yet. */
  openCents: bigint;
  lostCents: bigint;
  refundedCents: bigint;
}

const sum = (rows: { amountCents: bigint }[]) =>
  rows.reduce((total, { amountCents }) => total + amountCents, 0n);

/** What is taken back of each of these payments by refunds and disputes, as Stripe last said. */
export async function takenBackOf(db: Executor, ids: string[]): Promise<Map<string, TakenBack>> {
  if (ids.length === 0) return new Map();
  const refunds = await db
    .select()
    .from(paymentRefunds)
    .where(inArray(paymentRefunds.paymentId, ids));
  const disputes = await db
    .select()
    .from(paymentDisputes)
    .where(inArray(paymentDisputes.paymentId, ids));
  return new Map(
    ids.map((id) => {
      const own = disputes.filter(({ paymentId }) => paymentId === id);
      const taken = {
        openCents: sum(own.filter((it) => isAgainstUs(it.status) && !isLost(it))),
        lostCents: sum(own.filter(isLost)),
        refundedCents: refundedCents(refunds.filter(({ paymentId }) => paymentId === id)),
      };
      return [id, taken];
    }),
  );
}
