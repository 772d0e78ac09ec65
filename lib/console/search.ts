import { type SQL, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { searchedFirst } from "./schemas";
import { type Begun, beginsWith } from "./spec";

/** How many matches a search goes through, and whether it has left some out. */
interface Search {
  begun: Begun;
  isCut: (db: Database) => Promise<boolean>;
}

/** Goes through the first matches of each prefix: a page is quick whatever is searched for. */
export function lookThroughFirst(): Search {
  const overflows: SQL[] = [];
  return {
    begun: (key, table, column, start) => {
      const all = allThatBegin(key, table, column, start);
      overflows.push(
        sql`(select count(*) > ${searchedFirst} from (${all} limit ${searchedFirst + 1}) s)`,
      );
      return sql`(${all} order by ${column} collate "C" limit ${searchedFirst})`;
    },
    isCut: async (db) => {
      if (overflows.length === 0) return false;
      const { rows } = await db.execute<{ is_cut: boolean }>(
        sql`select ${sql.join(overflows, sql` or `)} as is_cut`,
      );
      return rows[0]?.is_cut ?? false;
    },
  };
}

/** Goes through all matches. */
export const lookThroughAll = (): Search => ({
  begun: (key, table, column, start) => sql`(${allThatBegin(key, table, column, start)})`,
  isCut: async () => false,
});

const allThatBegin: Begun = (key, table, column, start) =>
  sql`select ${key} from ${table} where ${beginsWith(column, start)}`;
