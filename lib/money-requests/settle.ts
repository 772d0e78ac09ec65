import { and, eq, sql } from "drizzle-orm";
import { besideKey } from "@/db/beside-key";
import type { Executor } from "@/db/client";
import { moneyRequests } from "@/db/schema";
import type { MoneyRequest } from "./create";

/** The final result of a request: Stripe's refund, the trading server's order, or why it was rejected. */
type SettlementResult = { stripeRefundId: string } | { orderNo: number } | { rejection: string };

const MAX_PROBLEM_CHARACTERS = 500;

/** A request that is not settled yet; null if it is settled or doesn't exist. */
export async function readPendingRequest(db: Executor, id: string): Promise<MoneyRequest | null> {
  const [row] = await db.select().from(moneyRequests).where(eq(moneyRequests.id, id));
  return row?.status === "pending" ? row : null;
}

/** Stores the result of a pending request. Returns false, and changes nothing, if it was settled before. */
export async function settleRequest(
  db: Executor,
  id: string,
  result: SettlementResult,
): Promise<boolean> {
  const values =
    "rejection" in result
      ? { status: "refused" as const, problem: result.rejection.slice(0, MAX_PROBLEM_CHARACTERS) }
      : { status: "done" as const, problem: null, ...result };
  const settled = await db
    .update(moneyRequests)
    .set({ ...values, settledAt: sql`now()` })
    .where(and(eq(moneyRequests.id, id), eq(besideKey(moneyRequests.status), "pending")))
    .returning({ id: moneyRequests.id });
  return settled.length > 0;
}

/** Counts an attempt to which Stripe responded with an error of its own: the next one has a new idempotency key. */
export async function startNextAttempt(db: Executor, { id, attempt }: MoneyRequest): Promise<void> {
  await db
    .update(moneyRequests)
    .set({ attempt: attempt + 1 })
    .where(and(eq(moneyRequests.id, id), eq(moneyRequests.attempt, attempt)));
}
