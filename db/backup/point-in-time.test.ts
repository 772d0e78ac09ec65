import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { migrate } from "@/db/migrate";
import { seedDemo } from "@/db/seed";
import { connection } from "@/lib/core/database";
import { newCustomer, newSession } from "@/testing/actors/customer";
import { balanceOf, newTrader, type Trader } from "@/testing/actors/trader";
import { startArchivedPostgres } from "@/testing/database/backup/archive";
import { documentedSql } from "@/testing/database/backup/documented";
import { type Fingerprint, fingerprint } from "@/testing/database/backup/fingerprint";
import { businessAfter, businessBefore } from "@/testing/database/backup/lost-time";
import { bootProduct, npmRun } from "@/testing/database/backup/product";
import {
  type Payment,
  payAndProvision,
  paymentStatuses,
  pendingJobs,
  purchase,
} from "@/testing/database/backup/trade";
import { ledgerProblems } from "@/testing/database/ledger";
import { sql } from "@/testing/database/sql";
import { purchasesOf } from "@/testing/purchases/counts";

// It starts processes, and a machine may have much else to do.
vi.setConfig({ testTimeout: 90_000 });

// The machine is lost; what is left is a base backup, the WAL archive, and Stripe, which knows all.
let dataDir: string;
let database: Awaited<ReturnType<typeof startArchivedPostgres>>;
let product: Awaited<ReturnType<typeof bootProduct>> | undefined;
let trader: Trader;
let then: Fingerprint;
let recovered: Fingerprint;
let before: Record<string, Payment>;
let after: Awaited<ReturnType<typeof businessAfter>>;

const now = () => fingerprint(process.env.DATABASE_URL ?? "");

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "propdesk-archive-"));
  database = await startArchivedPostgres(dataDir);
  process.env.DATABASE_URL = database.server().url("postgres");
  await migrate(process.env.DATABASE_URL);
  await seedDemo(process.env.DATABASE_URL);
  trader = await newTrader(200_000n);
  const { moment, payments } = await businessBefore(trader, database.backUp);
  before = payments;
  then = await now();
  after = await businessAfter(trader, payments);
  await database.archived();
  await database.lose();
  await vi.waitUntil(() => connection().pool.totalCount === 0, { timeout: 5_000 });
  await database.recover(moment);
  recovered = await now();
}, 120_000);
afterAll(async () => {
  product?.kill();
  await database.server().stop();
  await rm(dataDir, { recursive: true, force: true });
});

/** Runs `npm run reconcile`. Returns its output, and its findings by the names of the payments. */
async function reconcile() {
  const { code, output } = await npmRun("reconcile", "3");
  const { rows } = await sql("select findings from reconciliations order by id desc limit 1");
  const names = new Map<string, string>();
  for (const [name, { stripe_payment_intent_id: id }] of Object.entries({ ...before, ...after })) {
    names.set(id, name);
  }
  const found: Record<string, string> = {};
  for (const { kind, stripe_payment_intent_id: id, detail } of rows[0].findings) {
    const text = detail.replace(/(Dispute|Refund) \w+_\w+/, "$1").replace(/pay_\w+/, "of ours");
    found[names.get(id) ?? id] = `${kind}: ${text}`;
  }
  return { code, output, found };
}
const late = "mended: Status: requires_payment_method here, succeeded in Stripe";
const lost = "unknown_here: succeeded in Stripe, refers to payment of ours";
const lostUnpaid = lost.replace("succeeded", "requires_payment_method");

test("a recovered database: → everything up to the moment, and nothing later", () => {
  const { definitions, tables } = recovered;
  expect(definitions).toEqual(then.definitions);
  expect(tables).toEqual(then.tables);
});

test("a recovered database: db:migrate → no change; a process without a worker → only that is missing", async () => {
  const { tables } = await now();
  expect((await npmRun("db:migrate")).code).toBe(0);
  expect((await now()).tables).toEqual(tables);
  const { health, stop } = await boot("off");
  expect(await health()).toMatchObject({
    status: 503,
    body: { database: "ok", worker: "not running", stripe: { mode: "sandbox", state: "ok" } },
  });
  expect(await stop()).toBe(0);
});

async function boot(WORKER: "on" | "off") {
  product = await bootProduct({ WORKER });
  await vi.waitFor(product.health, { timeout: 30_000 });
  return product;
}

/** Inserts a payment again as the guide says; how many rows it inserted. */
async function putBack(heading: string, payment: Payment, more: Record<string, string>) {
  const { payment_id, stripe_payment_intent_id } = payment;
  const fields = { customer: trader.publicId, amount: "19900", currency: "usd", livemode: "false" };
  const ids = { payment: payment_id, intent: stripe_payment_intent_id };
  return (await sql(documentedSql(heading, { ...fields, ...ids, ...more }))).rowCount;
}

test("docs/backup-and-restore.md: its steps after a recovery, in order → sessions ended, Stripe's part restored, no id given twice", async () => {
  // "Numbers that must not come again", "Everybody signs in again".
  await sql(documentedSql("Numbers that must not come again"));
  await sql(documentedSql("Everybody signs in again"));
  const sessions = await sql("select count(*)::int as live from sessions where revoked_at is null");
  expect(sessions.rows).toEqual([{ live: 0 }]);

  // The first comparison repairs what Stripe did since, and finds each payment that isn't here any more.
  const first = await reconcile();
  expect(first.found).toEqual({
    unpaid: late,
    waiting: late,
    deposited: late,
    refunded:
      "mended: Refunded: $0.00 here, $199.00 in Stripe; Refund: unknown here, succeeded in Stripe",
    disputed: "mended: Dispute: unknown here, needs_response in Stripe",
    challenge: lost,
    deposit: lost,
    stranger: lost,
    lateUnpaid: lostUnpaid,
  });
  expect(first.output).toContain("13 payments checked, 5 fixed, 4 need attention.");
  expect(first.code).toBe(1);

  // Payments that are inserted as the guide says are repaired by the next comparison.
  const bought = { tier: "tier_25k", market: "crypto" };
  expect(await putBack("A challenge", after.challenge, bought)).toBe(1);
  const wallet = { amount: "11000", login: String(trader.login) };
  expect(await putBack("A deposit", after.deposit, wallet)).toBe(1);
  // A customer who signed up later isn't here either.
  const unknown = { ...bought, customer: "usr_of_nobody" };
  expect(await putBack("A challenge", after.stranger, unknown)).toBe(0);
  const second = await reconcile();
  expect(second.found).toEqual({
    challenge: late,
    deposit: late,
    stranger: lost,
    lateUnpaid: lostUnpaid,
  });

  // A worker completes what was pending: one account for each paid payment.
  const { health, stop } = await boot("on");
  await vi.waitFor(async () => expect((await health()).status).toBe(200), { timeout: 30_000 });
  await vi.waitFor(async () => expect(await pendingJobs()).toBe(0), {
    timeout: 30_000,
    interval: 100,
  });
  expect(await stop()).toBe(0);
  const states = await paymentStatuses();
  const stateOf = ([name, { payment_id }]: [string, Payment]) => [name, states[payment_id]];
  expect(Object.fromEntries(Object.entries({ ...before, ...after }).map(stateOf))).toEqual({
    early: "succeeded: active",
    during: "succeeded: active",
    refunded: "refunded: closed",
    disputed: "disputed: suspended",
    unpaid: "succeeded: active",
    waiting: "succeeded: active",
    deposited: "succeeded",
    provisioning: "succeeded: active",
    challenge: "succeeded: active",
    deposit: "succeeded",
  });
  const { rows } = await sql(
    "select count(*)::int as accounts, count(distinct subaccount_id)::int as subaccounts from prop_accounts",
  );
  expect(rows).toEqual([{ accounts: 8, subaccounts: 8 }]);

  // Of the wallet's purchases the last is gone, and its price is back.
  expect(await ledgerProblems()).toEqual([]);
  expect((await purchasesOf(trader.id)).map(({ status }) => status)).toEqual([3, 3]);
  expect(await balanceOf(trader.login)).toBe(200_000 + 5_000 + 7_000 + 11_000 - 2 * 49_900);

  // New purchases get ids that none had before.
  const session = await newSession(trader.publicId);
  const { id } = await purchase({ ...trader, session });
  expect(id).toBeGreaterThan(10_000);
  const { payment_id } = await payAndProvision(await newCustomer());
  expect((await paymentStatuses())[payment_id]).toBe("succeeded: active");
  expect(await ledgerProblems()).toEqual([]);
});
