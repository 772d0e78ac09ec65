import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { metrics } from "@/lib/core/metrics";

/** A source whose accounts with open positions haven't reported for longer is stale, in SQL. */
const STALE_AFTER = sql`interval '5 minutes'`;

interface Numbers extends Record<string, unknown> {
  stale: number;
  provisional: number;
  open_commands: number;
  oldest_command: number;
}

/** Reads what the firm has to look at while challenges are judged: each from a partial index. */
export async function readEvaluation(db: Database): Promise<void> {
  const { staleEvaluations, provisionalVerdicts, openCommands, oldestCommand } = metrics();
  const { rows } = await db.execute<Numbers>(sql`
    select
      (select count(*)::int from evaluations where state = 'active' and source_id is not null
        and last_received_at < now() - ${STALE_AFTER} and (judged ->> 'open_positions')::int > 0) as stale,
      (select count(*)::int from verdicts v join evaluations e on e.id = v.evaluation_id
        where v.standing = 'provisional' and e.state = 'held') as provisional,
      (select count(*)::int from venue_commands where state in ('pending', 'accepted', 'failed', 'unsupported')) as open_commands,
      (select coalesce(extract(epoch from now() - min(created_at)), 0)::float8 from venue_commands
        where state in ('pending', 'accepted')) as oldest_command`);
  const [numbers] = rows;
  staleEvaluations.set(numbers?.stale ?? 0);
  provisionalVerdicts.set(numbers?.provisional ?? 0);
  openCommands.set(numbers?.open_commands ?? 0);
  oldestCommand.set(numbers?.oldest_command ?? 0);
}
