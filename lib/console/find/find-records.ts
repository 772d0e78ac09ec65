import { type SQL, sql } from "drizzle-orm";
import { inTransaction } from "@/db/transaction";
import { type Context, requireAdmin } from "@/lib/core/context";
import { centsToJson } from "@/lib/core/money";
import {
  type FindResult,
  type FoundRecord,
  type RecordKind,
  recordKinds,
  shownOfKind,
} from "../schemas";
import { parseTerm, type Term } from "./parse-term";
import { peopleSql } from "./people";
import { sources } from "./sources";

/** A search that takes longer than this isn't waited for. */
const MOST_MS = 5_000;

interface Row extends Record<string, unknown> {
  kind: RecordKind;
  id: string;
  title: string;
  customer_name: string | null;
  customer_email: string | null;
  status: string | null;
  amount_cents: string | null;
  currency: string | null;
  created_at: Date | string;
  place: number;
  matched_by: NonNullable<FoundRecord["matched"]>["by"] | null;
  matched: string | null;
}

/**
 * Finds records of any kind by what a customer or a colleague may quote: a name, an email address, an id as pages print
 * it, a login or a number. A few of each kind, the best first. For admins.
 */
export async function findRecords(ctx: Context, q: string): Promise<FindResult> {
  requireAdmin(ctx);
  const term = parseTerm(q);
  const statement = findSql(term);
  if (!statement) return { groups: [] };
  const rows = await inTransaction(ctx.db, async (tx) => {
    await tx.execute(planner);
    return (await tx.execute<Row>(statement)).rows;
  });
  return { groups: recordKinds.flatMap((kind) => groupOf(kind, rows)) };
}

/**
 * Settings for the statement alone. It has an index for each of its parts, and yet PostgreSQL would read a whole table for
 * some texts: it takes those that happen to be in its statistics for frequent ones, and expects a few rows of them soon.
 */
export const plannerWithin = (ms = MOST_MS): SQL =>
  sql`select set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true), set_config('statement_timeout', ${String(ms)}, true)`;

/** The same, for as long as a search may take. */
export const planner = plannerWithin();

/** The statement that finds the records, one row each; null if nothing can match. */
export function findSql(term: Term): SQL | null {
  const selects = recordKinds.flatMap((kind) => {
    const { spec, key, title, status, hasCustomer, matches } = sources[kind];
    const found = matches(term);
    if (found.length === 0) return [];
    const { id, created_at, amount_cents, currency } = spec.columns;
    const state = status ?? spec.columns.status ?? sql`null::text`;
    return [
      sql`(select ${kind} as kind, (${id})::text as id, ${title} as title,
        ${hasCustomer ? sql`c.name` : sql`null::text`} as customer_name, ${hasCustomer ? sql`c.email` : sql`null::text`} as customer_email,
        ${state} as status, ${amount_cents ?? sql`null::bigint`} as amount_cents, ${currency ?? sql`null::text`} as currency,
        ${created_at} as created_at, m.place, m.matched_by, m.matched
        from ${spec.from} join (${sql.join(found, sql` union all `)}) m on m.key = ${key})`,
    ];
  });
  if (selects.length === 0) return null;
  const people = term.parts.length > 0 ? sql`with ${peopleSql(term.parts)} ` : sql``;
  return sql`${people}${sql.join(selects, sql` union all `)}`;
}

/** The records of one kind, each once; no group if there are none. */
function groupOf(kind: RecordKind, rows: Row[]): FindResult["groups"] {
  const ofKind = rows.filter((row) => row.kind === kind).sort(byPlace);
  const records = [...new Map(ofKind.toReversed().map((row) => [row.id, row])).values()].reverse();
  if (records.length === 0) return [];
  return [
    {
      kind,
      records: records.slice(0, shownOfKind).map(present),
      has_more: records.length > shownOfKind,
    },
  ];
}

/** The best matches first, of equals the newest. */
const byPlace = (a: Row, b: Row) =>
  a.place - b.place || new Date(b.created_at).getTime() - new Date(a.created_at).getTime();

const present = ({
  place: _,
  matched_by,
  matched,
  amount_cents,
  created_at,
  ...row
}: Row): FoundRecord => ({
  ...row,
  amount_cents: amount_cents === null ? null : centsToJson(BigInt(amount_cents)),
  created_at: new Date(created_at).toISOString(),
  matched: matched_by && matched !== null ? { by: matched_by, value: matched } : null,
});
