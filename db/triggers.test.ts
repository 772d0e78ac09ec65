import { expect, test } from "vitest";
import { sql } from "@/testing/database/sql";

test("tables that foreign keys refer to: triggers before an update → only those on record", async () => {
  // With one, PostgreSQL locks a row by the columns that an update names, not by those that it changes: an update that
  // names a unique column waits for, and holds up, every insert that refers to the row.
  const { rows } = await sql(
    `select t.tgname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
     where not t.tgisinternal and (t.tgtype & 1) > 0 and (t.tgtype & 2) > 0 and (t.tgtype & 16) > 0
       and c.relnamespace = 'public'::regnamespace
       and exists (select from pg_constraint f where f.contype = 'f' and f.confrelid = t.tgrelid)
     order by 1`,
  );
  expect(rows.map(({ name }) => name)).toEqual([
    "account_group_version",
    "finance_operations_append_only",
    // From an earlier release: an update of a purchase is short, and few rows refer to one.
    "purchase_free_follows",
    "rule_sets_permanent",
    "tiers_program",
  ]);
});
