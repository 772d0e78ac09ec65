import { type SQL, sql } from "drizzle-orm";
import { isCanceledQuery } from "@/db/errors";
import { inTransaction } from "@/db/transaction";
import { type Context, requireAdmin } from "@/lib/core/context";
import { plannerWithin } from "./find/find-records";
import { conditionsOf } from "./list";
import { specs } from "./lists";
import { countedFirst, type ListName, type ListQuery, type ListTotal } from "./schemas";
import type { ListSpec } from "./spec";
import { withinDays } from "./within-days";

/** How many rows a list has in all, under the query. It isn't counted for longer than `mostMs`. For admins. */
export async function countList(
  ctx: Context,
  name: ListName,
  query: ListQuery,
  mostMs?: number,
): Promise<ListTotal> {
  requireAdmin(ctx);
  const spec = specs[name];
  const conditions = conditionsOf(spec, query);
  if (!conditions) return 0;
  const days = await withinDays(ctx.db, spec.created, query.days);
  try {
    const { rows } = await inTransaction(ctx.db, async (tx) => {
      await tx.execute(plannerWithin(mostMs));
      return tx.execute<{ total: number }>(countSql(spec, [...conditions, ...days]));
    });
    const total = rows[0]?.total ?? 0;
    return total > countedFirst ? "too_many" : total;
  } catch (error) {
    if (!isCanceledQuery(error)) throw error;
    ctx.log.warn({ list: name }, "console.count_timed_out");
    return "not_counted";
  }
}

/** The statement that counts the rows, one more than `countedFirst` at most. In the list's order they are read by an index. */
export const countSql = ({ from, counted = from, sorts }: ListSpec, conditions: SQL[]): SQL => {
  const order = sql.join(
    sorts.newest.map(({ by }) => sql`${by} desc`),
    sql`, `,
  );
  return sql`select count(*)::int as total from (select 1 from ${counted} where ${sql.join([sql`true`, ...conditions], sql` and `)} order by ${order} limit ${countedFirst + 1}) counted`;
};
