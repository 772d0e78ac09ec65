import { eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { tradingEvents } from "@/db/schema";
import type { RulingBody } from "./ruling-body";

/** The source of rulings, which no trading source can have: ids of sources have no colon. */
const OPERATOR = "propdesk:operator";

/**
 * The number of an evaluation's next ruling: -1, -2 and so on, so that the source's numbers have no hole. The caller has
 * locked the evaluation.
 */
export async function nextRulingSeq(tx: Transaction, evaluationId: number): Promise<number> {
  const [row] = await tx
    .select({ lowest: sql<string | null>`min(${tradingEvents.seq})` })
    .from(tradingEvents)
    .where(eq(tradingEvents.evaluationId, evaluationId));
  return Math.min(0, Number(row?.lowest ?? 0)) - 1;
}

/** Stores rulings among the trading events of an evaluation. */
export async function storeRulings(
  tx: Transaction,
  evaluationId: number,
  bodies: readonly RulingBody[],
): Promise<void> {
  await tx.insert(tradingEvents).values(
    bodies.map((body) => ({
      evaluationId,
      seq: body.seq,
      type: body.type,
      at: new Date(body.at),
      sourceId: OPERATOR,
      body,
    })),
  );
}
