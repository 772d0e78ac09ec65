import { randomBytes } from "node:crypto";
import { sql as statement } from "drizzle-orm";
import type { Notification } from "pg";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { connection, database, sessionPool } from "@/lib/core/database";
import { databaseState } from "@/lib/core/database-state";
import { withEntityLock } from "@/lib/venues/vanta/lock";
import { startWorker } from "@/lib/worker/worker";
import { newCustomer } from "@/testing/actors/customer";
import { isPgBouncerInstalled, startPgBouncer } from "@/testing/faults/pgbouncer";
import { startCheckout } from "@/testing/stripe/payments";
import { confirm, deliver, eventOf } from "@/testing/stripe/sandbox";
import { connect } from "./client";
import { migrate } from "./migrate";
import { inTransaction } from "./transaction";

const PATIENCE_MS = 60_000;
vi.setConfig({ testTimeout: 3 * PATIENCE_MS });
const isInstalled = isPgBouncerInstalled();
const direct = process.env.DATABASE_URL ?? "";
if (!isInstalled) {
  console.warn(
    "db/pooler.test.ts is skipped: PgBouncer (Debian's package pgbouncer) isn't installed.",
  );
}

describe.skipIf(!isInstalled)("through PgBouncer, in transaction mode with stock settings", () => {
  let bouncer: Awaited<ReturnType<typeof startPgBouncer>>;
  let pooled: string;
  let admin: pg.Client;
  beforeAll(async () => {
    bouncer = await startPgBouncer(direct);
    pooled = bouncer.url(direct);
    process.env.DATABASE_URL = pooled;
    process.env.DATABASE_DIRECT_URL = direct;
    admin = new pg.Client({ connectionString: direct });
    await admin.connect();
  });
  afterAll(async () => {
    await admin.end();
    await bouncer.stop();
  });

  const one = async <T>(text: string, values: unknown[] = []) =>
    (await admin.query(text, values)).rows[0] as T;

  test("a payment → its account is active; jobs are announced by NOTIFY on direct connections", async () => {
    const announced: Notification[] = [];
    sessionPool().on("connect", (client) =>
      client.on("notification", (message) => announced.push(message)),
    );
    const worker = startWorker();
    try {
      await vi.waitFor(
        async () => {
          const found = await one<{ listening: number }>(
            `select count(*)::int as listening from pg_stat_activity
             where datname = current_database() and query like 'LISTEN%'`,
          );
          expect(found.listening).toBe(3);
        },
        { timeout: PATIENCE_MS, interval: 50 },
      );
      const bought = await startCheckout(await newCustomer());
      await confirm(bought.stripe_payment_intent_id);
      await deliver(await eventOf(bought.stripe_payment_intent_id, "payment_intent.succeeded"));
      await vi.waitFor(
        async () =>
          expect(
            await one("select status from prop_accounts where payment_id = $1", [
              bought.payment_id,
            ]),
          ).toEqual({ status: "active" }),
        { timeout: PATIENCE_MS, interval: 50 },
      );
      expect(announced.map(({ channel }) => channel)).toContain("jobs:insert");
    } finally {
      await worker.stop();
    }
  });

  test("a statement that has a name meets another session → it runs", async () => {
    const { pool } = connect(pooled, 2, { pooler: true });
    const [client, other] = [await pool.connect(), await pool.connect()];
    const named = () => client.query({ name: "one", text: "select 1 as one" });
    try {
      await named();
      // PgBouncer lends the session that was used last, so the next statement gets another one.
      await other.query("begin");
      expect((await named()).rows).toEqual([{ one: 1 }]);
      await other.query("rollback");
    } finally {
      client.release();
      other.release();
      await pool.end();
    }
  });

  test("the lock of an entity, which is a session's → held on a direct connection", async () => {
    const locks = () =>
      one(
        `select count(*)::int as held from pg_locks where locktype = 'advisory' and objsubid = 2
         and database = (select oid from pg_database where datname = current_database())`,
      );
    expect(await withEntityLock(database(), "5entity", locks)).toEqual({ held: 1 });
  });

  test("inTransaction: its time limits hold, and no later transaction of the session has them", async () => {
    const limits = statement`select current_setting('statement_timeout') as s,
      current_setting('idle_in_transaction_session_timeout') as i`;
    const inside = await inTransaction(database(), async (tx) => (await tx.execute(limits)).rows);
    expect(inside).toEqual([{ s: "30s", i: "30s" }]);
    expect((await database().execute(limits)).rows).toEqual([{ s: "0", i: "0" }]);
  });

  test("databaseState: a pooler without DATABASE_DIRECT_URL → pooler rejected", async () => {
    expect(await databaseState(connection().db)).toBe("ok");
    const { pool, db } = connect(pooled, 1);
    expect(await databaseState(db)).toBe("pooler rejected");
    await pool.end();
  });

  test("migrate: twice at the same time, through the pooler → once, and no lock is left", async () => {
    const name = `pooled_${randomBytes(6).toString("hex")}`;
    await admin.query(`create database ${name}`);
    const url = new URL(pooled);
    url.pathname = `/${name}`;
    const said: string[] = [];
    const run = () => migrate(url.href, (line) => said.push(line));
    await Promise.all([run(), run()]);
    expect(said.filter((line) => line === "applying 0000_init")).toHaveLength(1);
    const locks = await one<{ held: number }>(
      `select count(*)::int as held from pg_locks where locktype = 'advisory'
         and database = (select oid from pg_database where datname = $1)`,
      [name],
    );
    expect(locks.held).toBe(0);
    await admin.query(`drop database ${name} with (force)`);
  });
});
