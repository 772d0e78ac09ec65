import { type SQL, sql } from "drizzle-orm";
import { inTransaction } from "@/db/transaction";
import { type Context, requireAdmin } from "@/lib/core/context";
import { planner } from "./find/find-records";
import { conditionsOf } from "./list";
import { specs } from "./lists";
import { countedFirst, type ListName, type ListQuery } from "./schemas";
import type { ListSpec } from "./spec";
import { withinDays } from "./within-days";

/** How many rows a list has under the query, whatever its page; null if more than `countedFirst`. For admins. */
export async function countList(
  ctx: Context,
  name: ListName,
  query: ListQuery,
): Promise<number | null> {
  requireAdmin(ctx);
  const spec = specs[name];
  const conditions = conditionsOf(spec, query);
  if (!conditions) return 0;
  const days = await withinDays(ctx.db, spec.created, query.days);
  const { rows } = await inTransaction(ctx.db, async (tx) => {
    await tx.execute(planner);
    return tx.execute<{ total: number }>(countSql(spec, [...conditions, ...days]));
  });
  const total = rows[0]?.total ?? 0;
  return total > countedFirst ? null : total;
}

/** The statement that counts the rows, one more than `countedFirst` at most. In the list's order they are read by an index. */
export const countSql = ({ from, counted = from, sorts }: ListSpec, conditions: SQL[]): SQL => {
  const order = sql.join(
    sorts.newest.map(({ by }) => sql`${by} desc`),
    sql`, `,
  );
  return sql`select count(*)::int as total from (select 1 from ${counted} where ${sql.join([sql`true`, ...conditions], sql` and `)} order by ${order} limit ${countedFirst + 1}) counted`;
};
