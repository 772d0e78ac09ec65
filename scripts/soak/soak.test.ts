import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createClient } from "./client";
import type { Options } from "./options";
import { pay } from "./pay";
import { fateOf, planOf } from "./plan";
import { judgeStack, runSoak } from "./run";
import { settled } from "./settle";
import { type Stack, startStack } from "./stack";
import { type Outcome, summarise } from "./summary";
import { newTally } from "./tally";

// The short one of `npm run soak`: without a production build, which alone would take as long.
const options: Options = {
  payments: 200,
  kills: 5,
  restarts: 1,
  faults: 1,
  databaseFaults: false,
  seed: 7,
  web: "routes",
  keep: false,
};
const closes: (() => unknown)[] = [];
let stack: Stack;
let outcome: Outcome;

beforeAll(async () => {
  stack = await startStack(options, (close) => closes.push(close));
  outcome = await runSoak(stack, options, { show: () => {}, say: () => {} });
}, 150_000);
afterAll(async () => {
  for (const close of closes.reverse()) await close();
});

/** Changes the tables past every rule that they have. */
async function tamper(statement: string): Promise<string> {
  const client = new pg.Client({ connectionString: stack.database.url });
  await client.connect();
  try {
    await client.query("set session_replication_role = replica");
    const { rows } = await client.query(statement);
    return String(rows[0]?.id);
  } finally {
    await client.end();
  }
}

/** What is lost now, by the check that finds it. */
async function lostNow(orders = outcome.load.orders): Promise<Record<string, string[]>> {
  const checks = await judgeStack(stack, { ...outcome.load, orders });
  return Object.fromEntries(checks.map(({ name, lost }) => [name, lost]));
}

test("nothing is lost, though workers and PostgreSQL are killed and events dropped, doubled and late", () => {
  const { rows, lost, ok } = summarise(stack, outcome);
  expect(lost).toEqual([]);
  expect(rows.filter((row) => !row.ok)).toEqual([]);
  expect(ok).toBe(true);
});

describe("what is lost is found, and the verdict is no:", () => {
  test("an event that was dropped, where nobody compares with Stripe", async () => {
    const dropped = (index: number) =>
      fateOf(options.seed, index, "payment_intent.succeeded", 0).fate === "dropped";
    let index = options.payments;
    while (!dropped(index)) index += 1;
    const [customer] = outcome.load.customers;
    if (!customer) throw new Error("there are no customers");
    const tally = newTally();
    const call = createClient(stack.origin, tally);
    const plan = planOf(options.seed, index, options.payments);
    const shop = { ...stack, seed: options.seed, call, tally };
    const order = await pay(shop, { ...plan, outcome: "paid", repeats: false }, customer);
    await settled(stack, 60_000);
    const lost = await lostNow([...outcome.load.orders, order]);
    const bought =
      order.login === null ? "challenges with one active account" : "deposits credited once";
    expect(lost[`paid ${bought}`]).toEqual([order.intent]);
    expect(lost["payments as they are at Stripe"]).toEqual([order.intent]);
    outcome.load.orders.push(order);
  });

  test("an account's row, a wallet's cent, a delivery, a message, a job", async () => {
    const account = await tamper(
      "delete from prop_accounts where id = (select max(id) from prop_accounts) returning payment_id as id",
    );
    const wallet = await tamper(
      "update trading_accounts set balance_cents = balance_cents + 1 where login = (select max(login) from trading_accounts) returning login as id",
    );
    const delivery = await tamper(
      "delete from webhook_deliveries where id = (select max(id) from webhook_deliveries) returning event_id as id",
    );
    const job = await tamper("select id from graphile_worker.add_job('nobody-does-this')");
    const [message] = stack.receiver.received.keys();
    if (message === undefined) throw new Error("nothing was received");
    stack.receiver.received.delete(message);
    const intent = outcome.load.orders.find(({ payment }) => payment === account)?.intent;

    const lost = await lostNow();
    expect(lost["paid challenges with one active account"]).toContain(intent);
    expect(lost["subaccounts at the venue with one account"]).toHaveLength(1);
    expect(lost["wallets that hold what was paid into them"]).toContain(wallet);
    expect(lost["operations in a balanced ledger"]?.join()).toContain(wallet);
    expect(lost["webhooks whose delivery is known to have succeeded"]).toEqual([delivery]);
    expect(lost["webhooks received, signed right"]).toEqual([message]);
    expect(lost["jobs left over or failed for good"]?.join()).toContain(job);
  });

  test("an account of a payment that was never paid", async () => {
    const unpaid = await tamper(
      "update prop_accounts set payment_id = (select id from payments where intent_status <> 'succeeded' and kind = 'challenge' limit 1) where id = (select min(id) from prop_accounts) returning payment_id as id",
    );
    const lost = await lostNow();
    expect(lost["unpaid payments without account or credit"]).toEqual([unpaid]);
  });

  test("each of these makes the verdict a no", async () => {
    const checks = await judgeStack(stack, outcome.load);
    const { ok, lost } = summarise(stack, { ...outcome, checks });
    expect(ok).toBe(false);
    expect(lost.length).toBeGreaterThan(5);
  });

  test.each<[string, Partial<Outcome>]>([
    ["a worker's jobs that waited for longer than 10 s", { takeOvers: [took(10_001)] }],
    ["a worker's jobs that nobody took", { takeOvers: [{ ...took(0), left: ["7"] }] }],
    ["queues that never ran empty", { emptied: [true, false] }],
    [
      "something that reconcile leaves to a person",
      { reconciled: { code: 1, mended: 1, said: "" } },
    ],
  ])("%s", (_, change) => {
    expect(summarise(stack, { ...outcome, ...change }).ok).toBe(false);
  });
});

function took(ms: number) {
  return { runner: "a", jobs: 1, ms, left: [] };
}
