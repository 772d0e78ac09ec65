import { and, eq, sql } from "drizzle-orm";
import { besideKey } from "@/db/beside-key";
import type { Executor } from "@/db/client";
import { moneyRequests } from "@/db/schema";
import type { MoneyRequest } from "./ask";

type Result = { stripeRefundId: string } | { orderNo: number } | { refused: string };

/** A request that is still to be seen to; null where it is settled, or unknown. */
export async function pendingRequest(db: Executor, id: string): Promise<MoneyRequest | null> {
  const [row] = await db.select().from(moneyRequests).where(eq(moneyRequests.id, id));
  return row?.status === "pending" ? row : null;
}

/**
 * Writes what came of a request; whether it was still open. The first definite answer stands; repeating it
 * changes nothing.
 */
export async function settleRequest(db: Executor, id: string, result: Result): Promise<boolean> {
  const outcome =
    "refused" in result
      ? { status: "refused" as const, problem: result.refused.slice(0, 500) }
      : { status: "done" as const, problem: null, ...result };
  const settled = await db
    .update(moneyRequests)
    .set({ ...outcome, settledAt: sql`now()` })
    .where(and(eq(moneyRequests.id, id), eq(besideKey(moneyRequests.status), "pending")))
    .returning({ id: moneyRequests.id });
  return settled.length > 0;
}

/** Counts a request to Stripe that was answered with a fault of Stripe's own: the next has a new key. */
export async function nextAttempt(db: Executor, { id, attempt }: MoneyRequest): Promise<void> {
  await db
    .update(moneyRequests)
    .set({ attempt: attempt + 1 })
    .where(and(eq(moneyRequests.id, id), eq(moneyRequests.attempt, attempt)));
}
