import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { migrate } from "@/db/migrate";
import { seedDemo } from "@/db/seed";
import { connection } from "@/lib/database";
import { newCustomer } from "@/testing/api";
import { startArchivedPostgres } from "@/testing/backup/archive";
import { documentedSql } from "@/testing/backup/documented";
import { type Fingerprint, fingerprint } from "@/testing/backup/fingerprint";
import { businessAfter, businessBefore } from "@/testing/backup/lost-time";
import { bootProduct, npmRun } from "@/testing/backup/product";
import { type Payment, paid, pendingJobs, purchase, standing } from "@/testing/backup/trade";
import { newSession, sql } from "@/testing/callers";
import { ledgerProblems } from "@/testing/ledger";
import { balanceOf, purchasesOf } from "@/testing/prop";
import { newTrader, type Trader } from "@/testing/trading";

// It starts processes, and a machine may have much else to do.
vi.setConfig({ testTimeout: 90_000 });

// The machine is lost; what is left is a base backup, the WAL archive, and Stripe, which knows all.
let dataDir: string;
let database: Awaited<ReturnType<typeof startArchivedPostgres>>;
let product: Awaited<ReturnType<typeof bootProduct>> | undefined;
let trader: Trader;
let then: Fingerprint;
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
}, 120_000);
afterAll(async () => {
  product?.kill();
  await database.server().stop();
  await rm(dataDir, { recursive: true, force: true });
});

/** A comparison with Stripe by hand: what it said and found, by the names of the payments. */
async function reconcile() {
  const { code, said } = await npmRun("reconcile", "3");
  const { rows } = await sql("select findings from reconciliations order by id desc limit 1");
  const names = new Map<string, string>();
  for (const [name, { stripe_payment_intent_id: id }] of Object.entries({ ...before, ...after })) {
    names.set(id, name);
  }
  const found: Record<string, string> = {};
  for (const { kind, stripe_payment_intent_id: id, detail } of rows[0].findings) {
    const text = detail.replace(/(dispute|refund) \w+_\w+/, "$1").replace(/pay_\w+/, "of ours");
    found[names.get(id) ?? id] = `${kind}: ${text}`;
  }
  return { code, said, found };
}
const late = "mended: status requires_payment_method here, succeeded at Stripe";
const lost = "unknown_here: succeeded at Stripe, names the payment of ours";
const lostUnpaid = lost.replace("succeeded", "requires_payment_method");

test("everything up to the moment is there, and nothing of what came later", async () => {
  const { definitions, tables } = await now();
  expect(definitions).toEqual(then.definitions);
  expect(tables).toEqual(then.tables);
});

test("there is nothing to migrate, and without a worker only that is missing", async () => {
  expect((await npmRun("db:migrate")).code).toBe(0);
  expect((await now()).tables).toEqual(then.tables);
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

test("numbers that were given away later don't come again, and everybody signs in again", async () => {
  await sql(documentedSql("Numbers that must not come again"));
  await sql(documentedSql("Everybody signs in again"));
  const { rows } = await sql("select count(*)::int as live from sessions where revoked_at is null");
  expect(rows).toEqual([{ live: 0 }]);
});

test("what Stripe did since is brought back, and each payment that isn't here any more is told", async () => {
  const { code, said, found } = await reconcile();
  expect(found).toEqual({
    unpaid: late,
    waiting: late,
    deposited: late,
    refunded: "mended: refunded 0 here, 19900 at Stripe; refund unknown here, succeeded at Stripe",
    disputed: "mended: dispute unknown here, needs_response at Stripe",
    challenge: lost,
    deposit: lost,
    stranger: lost,
    lateUnpaid: lostUnpaid,
  });
  expect(said).toContain("13 PaymentIntents compared, 5 mended, 4 for a person.");
  expect(code).toBe(1);
});

/** Puts a payment back as the guide says; how many rows that made. */
async function putBack(heading: string, payment: Payment, more: Record<string, string>) {
  const { payment_id, stripe_payment_intent_id } = payment;
  const known = { customer: trader.publicId, amount: "19900", currency: "usd", livemode: "false" };
  const ids = { payment: payment_id, intent: stripe_payment_intent_id };
  return (await sql(documentedSql(heading, { ...known, ...ids, ...more }))).rowCount;
}

test("a payment that is put back as the guide says is mended by the next comparison", async () => {
  const bought = { tier: "tier_25k", market: "crypto" };
  expect(await putBack("A challenge", after.challenge, bought)).toBe(1);
  const wallet = { amount: "11000", login: String(trader.login) };
  expect(await putBack("A deposit", after.deposit, wallet)).toBe(1);
  // Whoever signed up later isn't here either.
  const nobody = { ...bought, customer: "usr_of_nobody" };
  expect(await putBack("A challenge", after.stranger, nobody)).toBe(0);
  const { found } = await reconcile();
  expect(found).toEqual({
    challenge: late,
    deposit: late,
    stranger: lost,
    lateUnpaid: lostUnpaid,
  });
});

test("with a worker it is well, ends what was pending and has one account for each paid payment", async () => {
  const { health, stop } = await boot("on");
  await vi.waitFor(async () => expect((await health()).status).toBe(200), { timeout: 30_000 });
  await vi.waitFor(async () => expect(await pendingJobs()).toBe(0), {
    timeout: 30_000,
    interval: 100,
  });
  expect(await stop()).toBe(0);
  const states = await standing();
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
});

test("the books balance: of the wallet's purchases the last is gone, and its price is back", async () => {
  expect(await ledgerProblems()).toEqual([]);
  expect((await purchasesOf(trader.id)).map(({ status }) => status)).toEqual([3, 3]);
  expect(await balanceOf(trader.login)).toBe(200_000 + 5_000 + 7_000 + 11_000 - 2 * 49_900);
});

test("business goes on with numbers that nobody had", async () => {
  const { token } = await newSession(trader.publicId);
  const { id } = await purchase({ ...trader, headers: { authorization: `Bearer ${token}` } });
  expect(id).toBeGreaterThan(10_000);
  const { payment_id } = await paid((await newCustomer()).headers);
  expect((await standing())[payment_id]).toBe("succeeded: active");
  expect(await ledgerProblems()).toEqual([]);
});
