import { inArray } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { paymentDisputes, paymentRefunds } from "@/db/schema";
import { isAgainstUs, isLost, refundedCents } from "./facts/derive-status";

/** Amounts of a deposit that were reversed, by cause, in minor units. */
export interface ReversedAmounts {
  /** Held by disputes that aren't decided yet. */
  openCents: bigint;
  lostCents: bigint;
  refundedCents: bigint;
}

const sum = (rows: { amountCents: bigint }[]) =>
  rows.reduce((total, { amountCents }) => total + amountCents, 0n);

/** The amounts of each payment that refunds and disputes have reversed, by payment id. */
export async function reversedAmountsOf(
  db: Executor,
  ids: string[],
): Promise<Map<string, ReversedAmounts>> {
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
      const ofPayment = disputes.filter(({ paymentId }) => paymentId === id);
      const amounts = {
        openCents: sum(ofPayment.filter((it) => isAgainstUs(it.status) && !isLost(it))),
        lostCents: sum(ofPayment.filter(isLost)),
        refundedCents: refundedCents(refunds.filter(({ paymentId }) => paymentId === id)),
      };
      return [id, amounts];
    }),
  );
}
