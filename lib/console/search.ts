import { type SQL, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { searchedFirst } from "./schemas";
import { type Begun, beginsWith } from "./spec";

/** How a search goes through what begins so, and whether it has left something out. */
interface Search {
  begun: Begun;
  isCut: (db: Database) => Promise<boolean>;
}

/** Goes on with the first that begin so: a page is quick, whatever is typed. */
export function lookThroughFirst(): Search {
  const seen: SQL[] = [];
  return {
    begun: (key, table, column, start) => {
      const all = allThatBegin(key, table, column, start);
      seen.push(
        sql`(select count(*) > ${searchedFirst} from (${all} limit ${searchedFirst + 1}) s)`,
      );
      return sql`(${all} order by ${column} collate "C" limit ${searchedFirst})`;
    },
    isCut: async (db) => {
      if (seen.length === 0) return false;
      const { rows } = await db.execute<{ is_cut: boolean }>(
        sql`select ${sql.join(seen, sql` or `)} as is_cut`,
      );
      return rows[0]?.is_cut ?? false;
    },
  };
}

/** Goes on with all that begin so. */
export const lookThroughAll = (): Search => ({
  begun: (key, table, column, start) => sql`(${allThatBegin(key, table, column, start)})`,
  isCut: async () => false,
});

const allThatBegin: Begun = (key, table, column, start) =>
  sql`select ${key} from ${table} where ${beginsWith(column, start)}`;
