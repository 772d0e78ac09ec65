import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, test, vi } from "vitest";
import { connection } from "@/lib/core/database";
import { newCustomer } from "@/testing/actors/customer";
import { newTrader, type Trader } from "@/testing/actors/trader";
import { type Fingerprint, fingerprint } from "@/testing/database/backup/fingerprint";
import { dumpTools } from "@/testing/database/backup/pg-dump";
import { bootProduct, npmRun } from "@/testing/database/backup/product";
import {
  payAndProvision,
  paymentStatuses,
  pendingJobs,
  purchase,
} from "@/testing/database/backup/trade";
import { wholeBusiness } from "@/testing/database/backup/whole-business";
import { ledgerProblems } from "@/testing/database/ledger";
import { sql } from "@/testing/database/sql";
import { verdict } from "@/testing/database/verdict";
import { unbalancedDeposit } from "@/testing/faults/unbalanced-deposit";
import { verified } from "@/testing/stand-ins/webhook-receiver";
import { skipRetryDelay } from "@/testing/webhooks/endpoints";

// It starts processes, and the machine may be busy.
vi.setConfig({ testTimeout: 90_000 });

const { rows } = await sql("select current_setting('server_version_num')::int / 10000 as major");
const tools = await dumpTools(rows[0].major);
const url = process.env.DATABASE_URL ?? "";
const name = new URL(url).pathname.slice(1);

describe(`a database restored from a dump by ${tools?.name ?? "no tool"}`, () => {
  let folder: string;
  let trader: Trader;
  let before: Fingerprint;
  let restored: Fingerprint;
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
    restored = await fingerprint(url);
  }, 120_000);
  afterAll(async () => {
    product?.kill();
    await business.receiver.stop();
    await rm(folder, { recursive: true, force: true });
    await asAdmin(`drop database if exists ${name}_broken with (force)`);
  });

  test("→ the same tables, rows, sequences, triggers, constraints and functions", () => {
    const { tables, sequences, definitions } = restored;
    expect(definitions).toEqual(before.definitions);
    expect(tables).toEqual(before.tables);
    expect(sequences).toEqual(before.sequences);
    expect(Object.values(definitions).every((lines) => lines.length > 0)).toBe(true);
  });

  test("db:migrate, reconcile, a worker → nothing to migrate, only the pending event repaired, pending jobs done under their keys", async () => {
    const { tables } = await fingerprint(url);
    expect((await npmRun("db:migrate")).code).toBe(0);
    expect((await fingerprint(url)).tables).toEqual(tables);
    const { code, output } = await npmRun("reconcile", "3");
    expect(output).toContain("6 payments checked, 1 fixed, 0 need attention.");
    expect(output).toContain(business.payments.waiting.payment_id);
    expect(code).toBe(0);

    const { receiver, endpoint, payments } = business;
    const rejected = receiver.messages.map(({ headers }) => headers["webhook-id"]);
    receiver.respond = (response) => void response.writeHead(204).end();
    receiver.messages.length = 0;
    const deliveries = await sql("select id from webhook_deliveries where status = 'pending'");
    for (const { id } of deliveries.rows) await skipRetryDelay(id);
    product = await bootProduct({ WORKER: "on" });
    const { health, stop } = product;
    await vi.waitFor(async () => expect((await health()).status).toBe(200), { timeout: 30_000 });
    const isDone = async () => expect(await pendingJobs()).toBe(0);
    await vi.waitFor(isDone, { timeout: 30_000, interval: 100 });
    expect(await stop()).toBe(0);

    const states = await paymentStatuses();
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
    expect(sent).toEqual(expect.arrayContaining(rejected));
    for (const message of receiver.messages) {
      expect(verified(endpoint.secret, message).type).toBe("prop_account.active");
    }
    expect(await ledgerProblems()).toEqual([]);
  });

  test("a purchase, a payment → the next ids", async () => {
    const { id } = await purchase(trader);
    const orders = await sql(
      "select min(order_no) as first from finance_operations where api_data ->> 'purchase_id' = $1",
      [String(id)],
    );
    expect([id - 1, orders.rows[0].first - 1].map(String)).toEqual([
      before.sequences["public.purchases_id_seq"],
      before.sequences["public.finance_operations_order_no_seq"],
    ]);
    const { payment_id } = await payAndProvision(await newCustomer());
    expect((await paymentStatuses())[payment_id]).toBe("succeeded: active");
    expect(await ledgerProblems()).toEqual([]);
  });

  test("statements that break a rule → rejected", async () => {
    const { login } = trader;
    const rejections: [statement: string, rule: string, ...values: unknown[]][] = [
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
    for (const [statement, rule, ...values] of rejections) {
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

/** Renames the database, and creates an empty one with its name. */
async function makeRoom() {
  await asAdmin(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
  await vi.waitUntil(() => connection().pool.totalCount === 0, { timeout: 5_000 });
  await asAdmin(`alter database ${name} rename to ${name}_broken`);
  await asAdmin(`create database ${name} template template0`);
}
