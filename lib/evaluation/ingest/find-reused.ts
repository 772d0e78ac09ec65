import { isDeepStrictEqual } from "node:util";
import { and, eq, inArray } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { tradingEvents, tradingSnapshots } from "@/db/schema";
import type { EventRejection } from "../schemas";
import type { JudgedAccount } from "./judge-account";

/** The repeated events that aren't what was accepted under their numbers. */
export async function findReused(
  tx: Transaction,
  results: readonly JudgedAccount[],
): Promise<Map<JudgedAccount, EventRejection[]>> {
  const repeated = results.filter((result) => result.repeated.length > 0);
  const reused = new Map<JudgedAccount, EventRejection[]>();
  for (const result of repeated) {
    const stored = await storedBodies(tx, result);
    const rejections: EventRejection[] = [];
    for (const { account, ...body } of result.repeated) {
      const before = stored.get(body.seq);
      // One that a gap admitted comes late, which only its source can have meant: it has no row.
      if (before !== undefined && isDeepStrictEqual(before, JSON.parse(JSON.stringify(body))))
        continue;
      const message = `Another event was accepted under the number ${body.seq}.`;
      rejections.push({ account, seq: body.seq, code: "SEQUENCE_REUSED", message, skipped: 0 });
    }
    reused.set(result, rejections);
  }
  return reused;
}

async function storedBodies(
  tx: Transaction,
  { row, repeated }: JudgedAccount,
): Promise<Map<number, unknown>> {
  const numbers = repeated.map(({ seq }) => seq);
  const bodies = new Map<number, unknown>();
  for (const table of [tradingEvents, tradingSnapshots]) {
    const rows = await tx
      .select({ seq: table.seq, body: table.body })
      .from(table)
      .where(and(eq(table.evaluationId, row.id), inArray(table.seq, numbers)));
    for (const { seq, body } of rows) bodies.set(seq, body);
  }
  return bodies;
}
