import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, test, vi } from "vitest";
import { connection } from "@/lib/database";
import { newCustomer } from "@/testing/api";
import { type Fingerprint, fingerprint } from "@/testing/backup/fingerprint";
import { dumpTools } from "@/testing/backup/pg-dump";
import { bootProduct, npmRun } from "@/testing/backup/product";
import { paid, pendingJobs, purchase, standing } from "@/testing/backup/trade";
import { unbalancedDeposit } from "@/testing/backup/unbalanced";
import { wholeBusiness } from "@/testing/backup/whole-business";
import { sql } from "@/testing/callers";
import { ledgerProblems } from "@/testing/ledger";
import { newTrader, type Trader } from "@/testing/trading";
import { verdict } from "@/testing/verdict";
import { skipWait, verified } from "@/testing/webhooks";

// It starts processes, and a machine may have much else to do.
vi.setConfig({ testTimeout: 90_000 });

const { rows } = await sql("select current_setting('server_version_num')::int / 10000 as major");
const tools = await dumpTools(rows[0].major);
const url = process.env.DATABASE_URL ?? "";
const name = new URL(url).pathname.slice(1);

describe(`a database restored from a dump, by ${tools?.name ?? "nobody"}`, () => {
  let folder: string;
  let trader: Trader;
  let before: Fingerprint;
  let business: Awaited<ReturnType<typeof wholeBusiness>>;
  let product: Awaited<ReturnType<typeof bootProduct>> | undefined;

  beforeAll(async () => {
    if (!tools) throw new Error("there is no pg_dump");
    folder = await mkdtemp(join(tmpdir(), "propdesk-dump-"));
    trader = await newTrader(200_000n);
    business = await wholeBusiness(trader);
    before = await fingerprint(url);
    await tools.dump(url, join(folder, "propdesk.dump"));
    await makeRoom();
    await tools.restore(join(folder, "propdesk.dump"), url);
  }, 120_000);
  afterAll(async () => {
    product?.kill();
    await business.receiver.stop();
    await rm(folder, { recursive: true, force: true });
    await asAdmin(`drop database if exists ${name}_broken with (force)`);
  });

  test("has the same tables, rows, numbers, triggers, constraints and functions", async () => {
    const { tables, sequences, definitions } = await fingerprint(url);
    expect(definitions).toEqual(before.definitions);
    expect(tables).toEqual(before.tables);
    expect(sequences).toEqual(before.sequences);
    expect(Object.values(definitions).every((lines) => lines.length > 0)).toBe(true);
  });

  test("needs no migration, and nothing in it differs from Stripe but what was in the queue", async () => {
    expect((await npmRun("db:migrate")).code).toBe(0);
    expect((await fingerprint(url)).tables).toEqual(before.tables);
    const { code, said } = await npmRun("reconcile", "3");
    expect(said).toContain("6 PaymentIntents compared, 1 mended, 0 for a person.");
    expect(said).toContain(business.payments.waiting.payment_id);
    expect(code).toBe(0);
  });

  test("is well with a worker, which ends what was pending under the keys that it had", async () => {
    const { receiver, endpoint, payments } = business;
    const refused = receiver.messages.map(({ headers }) => headers["webhook-id"]);
    receiver.answer = (response) => void response.writeHead(204).end();
    receiver.messages.length = 0;
    const deliveries = await sql("select id from webhook_deliveries where status = 'pending'");
    for (const { id } of deliveries.rows) await skipWait(id);
    product = await bootProduct({ WORKER: "on" });
    const { health, stop } = product;
    await vi.waitFor(async () => expect((await health()).status).toBe(200), { timeout: 30_000 });
    const isDone = async () => expect(await pendingJobs()).toBe(0);
    await vi.waitFor(isDone, { timeout: 30_000, interval: 100 });
    expect(await stop()).toBe(0);

    const states = await standing();
    expect(
      Object.fromEntries(
        Object.entries(payments).map(([name, one]) => [name, states[one.payment_id]]),
      ),
    ).toEqual({
      active: "succeeded: active",
      refunded: "refunded: closed",
      disputed: "disputed: suspended",
      unpaid: "requires_payment_method",
      waiting: "succeeded: active",
    });
    const sent = receiver.messages.map(({ headers }) => headers["webhook-id"]);
    expect(sent).toEqual(expect.arrayContaining(refused));
    for (const message of receiver.messages) {
      expect(verified(endpoint.secret, message).type).toBe("prop_account.active");
    }
    expect(await ledgerProblems()).toEqual([]);
  });

  test("goes on with the next numbers", async () => {
    const { id } = await purchase(trader);
    const orders = await sql(
      "select min(order_no) as first from finance_operations where api_data ->> 'purchase_id' = $1",
      [String(id)],
    );
    expect([id - 1, orders.rows[0].first - 1].map(String)).toEqual([
      before.sequences["public.purchases_id_seq"],
      before.sequences["public.finance_operations_order_no_seq"],
    ]);
    const { payment_id } = await paid((await newCustomer()).headers);
    expect((await standing())[payment_id]).toBe("succeeded: active");
    expect(await ledgerProblems()).toEqual([]);
  });

  test("still refuses what it must", async () => {
    const { login } = trader;
    const refusals: [statement: string, rule: string, ...values: unknown[]][] = [
      [unbalancedDeposit, "finance_operations_balance", login],
      [
        "update trading_accounts set balance_cents = 1 where login = $1",
        "trading_accounts_balance",
        login,
      ],
      ["update postings set amount_cents = 1", "postings_append_only"],
      ["delete from finance_operations", "finance_operations_append_only"],
      [
        "delete from program_steps where program_id = 1 and phase_index = 1",
        "program_steps_in_order",
      ],
      ["update prop_accounts set subaccount_id = null", "prop_accounts_active_has_subaccount"],
      [
        "insert into payment_refunds (id, payment_id, amount_cents, status) values ('re_1', 'pay_1', 1, 'succeeded')",
        "payment_refunds_payment_id_payments_id_fk",
      ],
    ];
    for (const [statement, rule, ...values] of refusals) {
      expect(await verdict(statement, values), statement).toBe(rule);
    }
  });
});

async function asAdmin(statement: string) {
  const client = new pg.Client({ connectionString: inject("postgresUrl") });
  await client.connect();
  await client.query(statement);
  await client.end();
}

/** The broken database is put aside, and an empty one takes its name. */
async function makeRoom() {
  await asAdmin(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
  await vi.waitUntil(() => connection().pool.totalCount === 0, { timeout: 5_000 });
  await asAdmin(`alter database ${name} rename to ${name}_broken`);
  await asAdmin(`create database ${name} template template0`);
}
