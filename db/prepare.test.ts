import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { expect, test } from "vitest";
import { connection } from "@/lib/core/database";
import type { Transaction } from "./client";
import { executePrepared, once } from "./prepare";
import { tiers } from "./schema";

/** The statements that a connection has prepared while `work` runs on it. */
async function preparedBy(work: (db: Transaction) => Promise<unknown>) {
  const client = await connection().pool.connect();
  try {
    await work(drizzle(client));
    const { rows } = await client.query(
      "select name, statement, generic_plans + custom_plans as runs from pg_prepared_statements",
    );
    return rows.map(({ statement, runs }) => ({ statement, runs: Number(runs) }));
  } finally {
    client.release(true);
  }
}

test("PreparingClient: a statement of the query builder → prepared once; a hand-written one → not", async () => {
  const found = await preparedBy(async (db) => {
    for (let i = 0; i < 3; i++) await db.select({ id: tiers.id }).from(tiers);
    await db.execute(sql`select 1 as by_hand`);
  });
  expect(found).toEqual([{ statement: 'select "id" from "tiers"', runs: 3 }]);
});

test("executePrepared: a hand-written statement → prepared under its name", async () => {
  const { db } = connection();
  const run = (n: number) =>
    executePrepared<{ n: number }>(db, "a-test", sql`select ${n}::int + 1 as n`);
  expect([await run(1), await run(2)]).toEqual([[{ n: 2 }], [{ n: 3 }]]);
});

test("once: several calls → created once for each database", () => {
  let count = 0;
  const statement = once(() => ++count);
  const { db } = connection();
  expect([statement(db), statement(db)]).toEqual([1, 1]);
});
