import { and, desc, eq, gt, ne } from "drizzle-orm";
import type { Database, Transaction } from "@/db/client";
import { tradingEvents, tradingSnapshots } from "@/db/schema";
import type { PhaseState } from "@/lib/rules";
import { type EventBody, toMinor } from "../event-schemas";

/** What an account is worth, in minor units. */
export type AccountValues = Pick<PhaseState, "balance" | "equity" | "open_positions">;

/**
 * The values of an account's last event: a phase that has ended, or waits for an operator, doesn't follow them in its state.
 * Those of the state where no event has come since.
 */
export async function readLastValues(
  db: Database | Transaction,
  evaluationId: number,
  state: PhaseState,
): Promise<AccountValues> {
  const [event] = await db
    .select({ seq: tradingEvents.seq, body: tradingEvents.body })
    .from(tradingEvents)
    .where(
      and(
        eq(tradingEvents.evaluationId, evaluationId),
        gt(tradingEvents.seq, 0),
        ne(tradingEvents.type, "gap"),
      ),
    )
    .orderBy(desc(tradingEvents.seq))
    .limit(1);
  const [snapshot] = await db
    .select({ seq: tradingSnapshots.seq, body: tradingSnapshots.body })
    .from(tradingSnapshots)
    .where(eq(tradingSnapshots.evaluationId, evaluationId))
    .orderBy(desc(tradingSnapshots.seq))
    .limit(1);
  const last = (snapshot?.seq ?? 0) > (event?.seq ?? 0) ? snapshot : event;
  const body = last?.body as EventBody | undefined;
  if (!body || body.type === "gap") {
    const { balance, equity, open_positions } = state;
    return { balance, equity, open_positions };
  }
  return {
    balance: toMinor(body.balance),
    equity: toMinor(body.equity),
    open_positions: "open_positions" in body ? body.open_positions : state.open_positions,
  };
}
