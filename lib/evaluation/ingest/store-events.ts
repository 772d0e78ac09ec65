import { eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { evaluations } from "@/db/schema";
import { dueAtOf } from "../clock/due-at";
import type { JudgedAccount } from "./judge-account";

/** A parameter as a PostgreSQL array. */
const array = (values: readonly unknown[]) => sql.param(values);

/**
 * Stores the accepted events of accounts and their states after them, in one statement whatever their number. The caller has
 * locked the evaluations.
 */
export async function storeEvents(
  tx: Transaction,
  sourceId: string,
  accounts: readonly JudgedAccount[],
): Promise<void> {
  const changed = accounts.filter(({ accepted }) => accepted.length > 0);
  if (changed.length === 0) return;
  const events = changed.flatMap(({ row, accepted }) =>
    accepted.map((body) => {
      const { account: _, ...stored } = body;
      return {
        id: row.id,
        seq: body.seq,
        type: body.type,
        at: body.type === "gap" ? body.from : body.at,
        body: JSON.stringify(stored),
      };
    }),
  );
  const snapshots = events.filter(({ type }) => type === "snapshot");
  const others = events.filter(({ type }) => type !== "snapshot");
  const column = <K extends keyof (typeof events)[number]>(rows: typeof events, name: K) =>
    array(rows.map((row) => row[name]));
  await tx.execute(sql`
    with snapshots as (
      insert into trading_snapshots (evaluation_id, seq, at, source_id, body)
      select id, seq, at, ${sourceId}, body from unnest(
        ${column(snapshots, "id")}::bigint[], ${column(snapshots, "seq")}::bigint[],
        ${column(snapshots, "at")}::timestamptz[], ${column(snapshots, "body")}::json[]) as e(id, seq, at, body)),
    events as (
      insert into trading_events (evaluation_id, seq, type, at, source_id, body)
      select id, seq, type, at, ${sourceId}, body from unnest(
        ${column(others, "id")}::bigint[], ${column(others, "seq")}::bigint[], ${column(others, "type")}::text[],
        ${column(others, "at")}::timestamptz[], ${column(others, "body")}::json[]) as e(id, seq, type, at, body))
    update evaluations e set
      next_seq = n.next_seq, judged = coalesce(n.judged, e.judged), due_at = case when e.ended_at is null then n.due_at end,
      monitored = e.monitored or e.ended_at is null,
      rule_set_id = n.rule_set_id, source_id = ${sourceId}, last_event_at = n.last_event_at,
      last_received_at = now(), last_gap_at = n.last_gap_at, unexplained_cents = n.unexplained
    from unnest(
      ${array(changed.map(({ row }) => row.id))}::bigint[],
      ${array(changed.map(({ row }) => row.nextSeq))}::bigint[],
      ${array(changed.map(({ state, isJudged }) => (isJudged ? JSON.stringify(state) : null)))}::json[],
      ${array(changed.map(({ state }) => dueAtOf(state)))}::timestamptz[],
      ${array(changed.map(({ row }) => row.ruleSetId))}::text[],
      ${array(changed.map(({ row }) => row.lastEventAt))}::timestamptz[],
      ${array(changed.map(({ row }) => row.lastGapAt))}::timestamptz[],
      ${array(changed.map(({ row }) => row.unexplainedCents))}::bigint[])
      as n(id, next_seq, judged, due_at, rule_set_id, last_event_at, last_gap_at, unexplained)
    where e.id = n.id`);
  for (const { row, beginsAt } of changed) {
    if (!beginsAt) continue;
    await tx.update(evaluations).set({ openedAt: beginsAt }).where(eq(evaluations.id, row.id));
  }
}
