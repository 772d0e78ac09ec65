import { expect } from "vitest";
import { database } from "@/lib/core/database";
import { isAsRecorded, isReplayed, replayStored } from "@/lib/evaluation/replay";
import { sql } from "../database/sql";

// What must hold of everything that is stored of evaluations, whatever a test did.

/** Evaluations whose stored events aren't those up to `next_seq`, each once; a gap event stands for its numbers, and rulings have others. */
export async function incompleteEvaluations() {
  const { rows } = await sql(`
    with stored as (
      select evaluation_id, seq, coalesce((body ->> 'through_seq')::bigint, seq) as last from trading_events where seq > 0
      union all select evaluation_id, seq, seq from trading_snapshots),
    held as (
      select evaluation_id, min(seq) as first, max(last) as last, sum(last - seq + 1) as numbers from stored group by 1)
    select e.id, e.next_seq, h.first, h.last, h.numbers from evaluations e full join held h on h.evaluation_id = e.id
    where e.id is null or e.next_seq - 1 <> coalesce(h.numbers, 0) or h.last <> h.numbers or h.first <> 1`);
  return rows;
}

/** Expects every monitored phase with events or verdicts to replay to its verdicts and state. Returns their number. */
export async function expectReplays(): Promise<number> {
  expect(await incompleteEvaluations()).toEqual([]);
  const { rows } = await sql(
    `select id from evaluations e where (monitored and next_seq > 1)
       or exists (select from verdicts v where v.evaluation_id = e.id) order by id`,
  );
  for (const { id } of rows) {
    const replay = await replayStored(database(), Number(id));
    if (!isReplayed(replay) || !isAsRecorded(replay)) {
      expect.fail(`evaluation ${id}: ${JSON.stringify(replay)}`);
    }
  }
  return rows.length;
}
