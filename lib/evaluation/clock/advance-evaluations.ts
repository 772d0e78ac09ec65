import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { isDatabaseUnavailable, isTransient } from "@/db/errors";
import { inTransaction } from "@/db/transaction";
import { readRuleSets } from "@/lib/catalog";
import type { Context } from "@/lib/core/context";
import { advance } from "@/lib/rules";
import { commandQueueOf } from "../commands/write-commands";
import { evaluationColumns, presentEvaluation, type StoredEvaluation } from "../evaluation-row";
import { stateOf } from "../ingest/judge-account";
import type { EvaluationRow, JudgedVerdict } from "../state";
import { recordVerdicts } from "../verdicts/record-verdicts";
import { clockVerdict } from "./clock-verdict";
import { BOUNDARY_GRACE_MS, dueAtOf } from "./due-at";

/** How many evaluations a transaction looks at. */
const BATCH = 500;

interface Advanced {
  row: EvaluationRow;
  verdicts: JudgedVerdict[];
  clockAt: Date | null;
  dueAt: Date | null;
}

/**
 * Writes the verdicts that time alone gives, once the grace after a boundary has passed without an event. The judge's state
 * stays that of the last event. Repeating it changes nothing; several workers may run it. An evaluation that fails is
 * logged, stays due, and doesn't hold up the others.
 *
 * @param now milliseconds since 1970
 * @returns how many evaluations were due
 */
export async function advanceEvaluations(ctx: Context, now = Date.now()): Promise<number> {
  let total = 0;
  for (;;) {
    try {
      const done = await inTransaction(ctx.db, (tx) => advanceBatch(ctx, tx, now));
      total += done;
      if (done < BATCH) return total;
    } catch (error) {
      if (isTransient(error) || isDatabaseUnavailable(error)) throw error;
      ctx.log.error({ err: error }, "evaluations.batch_failed");
      return total + (await advanceEach(ctx, now));
    }
  }
}

/** The same, each evaluation of the next batch in a transaction of its own. */
async function advanceEach(ctx: Context, now: number): Promise<number> {
  const { rows } = await ctx.db.execute<{ id: string }>(sql`select id from evaluations
    where due_at <= ${new Date(now).toISOString()}::timestamptz order by due_at limit ${BATCH}`);
  for (const { id } of rows) {
    try {
      await inTransaction(ctx.db, (tx) => advanceBatch(ctx, tx, now, id));
    } catch (error) {
      if (isTransient(error) || isDatabaseUnavailable(error)) throw error;
      ctx.log.error({ err: error, evaluation_id: Number(id) }, "evaluation.advance_failed");
    }
  }
  return rows.length;
}

async function advanceBatch(
  ctx: Context,
  tx: Transaction,
  now: number,
  only: string | null = null,
): Promise<number> {
  const { rows } = await tx.execute<StoredEvaluation>(sql`
    select ${evaluationColumns}, v.customer_id
    from evaluations e join venue_accounts v on v.id = e.venue_account_id
    where e.id = any (array(select d.id from evaluations d where d.due_at <= ${new Date(now).toISOString()}::timestamptz
        ${only === null ? sql`` : sql`and d.id = ${only}::bigint`}
      order by d.due_at limit ${BATCH}))
      and e.due_at <= ${new Date(now).toISOString()}::timestamptz
    order by e.id for no key update of e skip locked`);
  const due = rows.flatMap((stored) => presentEvaluation(stored) ?? []);
  const rules = await readRuleSets(
    tx,
    due.map(({ ruleSetId }) => ruleSetId),
  );
  const advanced = due.flatMap((row): Advanced[] => {
    const ruleSet = rules.get(row.ruleSetId);
    return ruleSet ? [advanceOne(row, ruleSet, now)] : [];
  });
  await tx.execute(sql`
    update evaluations e set clock_at = n.clock_at, due_at = n.due_at
    from unnest(${sql.param(advanced.map(({ row }) => row.id))}::bigint[],
      ${sql.param(advanced.map(({ clockAt }) => clockAt))}::timestamptz[],
      ${sql.param(advanced.map(({ dueAt }) => dueAt))}::timestamptz[]) as n(id, clock_at, due_at)
    where e.id = n.id`);
  const inOrder = advanced.toSorted((a, b) => commandQueueOf(a.row) - commandQueueOf(b.row));
  for (const { row, verdicts } of inOrder) await recordVerdicts(ctx, tx, row, verdicts);
  return rows.length;
}

/** The verdicts of the clock up to the grace before now, without those that it has given before. */
function advanceOne(
  row: EvaluationRow,
  rules: Parameters<typeof advance>[0],
  now: number,
): Advanced {
  const before = stateOf(row, rules);
  const until = now - BOUNDARY_GRACE_MS;
  const judged = advance(rules, before, until);
  const clockBefore = Math.max(row.clockAt?.getTime() ?? 0, before.at);
  const verdicts = judged.verdicts
    .filter(({ at }) => at > clockBefore)
    .map((verdict) => clockVerdict(verdict, before, judged.state));
  // It never moves back, or verdicts would be given twice: another worker's time may be later than this one's.
  const hasMoved = judged.state.at > clockBefore;
  const clockAt = hasMoved ? new Date(judged.state.at) : row.clockAt;
  return { row, verdicts, clockAt, dueAt: dueAtOf(judged.state) };
}
