import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createClient } from "./client";
import type { Load } from "./load";
import type { Options } from "./options";
import { pay } from "./pay";
import { deliveryOf, type Plan, planOf } from "./plan";
import { checkStack, runSoak } from "./run";
import { waitUntilIdle } from "./settle";
import { type Stack, startStack } from "./stack";
import { type SoakResult, summarise } from "./summary";
import { newTally } from "./tally";

// A short `npm run soak`, without the production build, which would double its time.
const options: Options = {
  payments: 120,
  kills: 3,
  restarts: 1,
  webKills: 1,
  stops: 2,
  faults: 1,
  databaseFaults: false,
  seed: 7,
  web: "routes",
  keep: false,
};
const closes: (() => unknown)[] = [];
let stack: Stack;
let result: SoakResult;

beforeAll(async () => {
  stack = await startStack(options, (close) => closes.push(close));
  result = await runSoak(stack, options, { show: () => {}, say: () => {} });
}, 900_000);
afterAll(async () => {
  for (const close of closes.reverse()) await close();
});

/** Changes the tables without their triggers and foreign keys. Returns the id of the first row. */
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

/** The ids that each check finds now, by the check's name. */
async function lostNow(
  load: Partial<Load> = {},
  overrides: Parameters<typeof checkStack>[2] = {},
): Promise<Record<string, string[]>> {
  const checks = await checkStack(stack, { ...result.load, ...load }, overrides);
  return Object.fromEntries(checks.map(({ name, lost }) => [name, lost]));
}

const ACCOUNTS = "paid challenges with one account in its expected state";
const CREDITS = "paid deposits credited once, less refunds and disputes";
const WALLETS = "wallets whose balance is their deposits less their purchases";
const REFUNDS = "refunds as they are at Stripe";
const PURCHASES = "purchases from wallets made once, with one challenge";
const HOLDS = "wallets whose debt holds or ends as many challenges as it must";
const EMAILS = "emails sent once for each change that has one";
const EVENTS = "webhooks emitted once for each change";

const orderOf = (payment: string) =>
  result.load.orders.find(({ payment_id }) => payment_id === payment);
const intentOf = (payment: string) => orderOf(payment)?.stripe_payment_intent_id;

test("soak: workers, web and PostgreSQL killed or restarted, refunds and disputes → nothing lost, nothing doubled", () => {
  const { rows, lost, ok } = summarise(stack, result);
  expect(lost).toEqual([]);
  const missed = rows.filter((row) => !row.ok);
  expect(missed.map((row) => `${row.name}: ${row.value}, not ${row.expected}`)).toEqual([]);
  expect(ok).toBe(true);
});

describe("checkStack:", () => {
  test("event dropped, no comparison with Stripe → its payment", async () => {
    const dropped = (index: number) =>
      deliveryOf(options.seed, index, "payment_intent.succeeded", 0).delivery === "dropped";
    let index = options.payments;
    while (!dropped(index)) index += 1;
    const [customer] = result.load.customers;
    if (!customer) throw new Error("there are no customers");
    const tally = newTally();
    const client = createClient(stack.origin, tally);
    const plan: Plan = {
      ...planOf(options.seed, index, options.payments),
      course: "paid",
      repeats: false,
      followUp: { kind: "nothing" },
    };
    const order = await pay({ ...stack, seed: options.seed, client, tally }, plan, customer);
    await waitUntilIdle(stack, 60_000);
    const lost = await lostNow({ orders: [...result.load.orders, order] });
    const intent = order.stripe_payment_intent_id;
    expect(order.login === null ? lost[ACCOUNTS] : lost[CREDITS]).toEqual([intent]);
    expect(lost["payments as they are at Stripe"]).toEqual([intent]);
    result.load.orders.push(order);
  });

  test("row, balance, delivery, webhook and job changed → each of them", async () => {
    const account = await tamper(
      "delete from prop_accounts where id = (select max(id) from prop_accounts where status = 'active') returning payment_id as id",
    );
    const wallet = await tamper(
      "update trading_accounts set balance_cents = balance_cents + 1, debt_cents = 0 where login = (select max(deposit_login) from payments) returning login as id",
    );
    const delivery = await tamper(
      "delete from webhook_deliveries where id = (select max(id) from webhook_deliveries) returning event_id as id",
    );
    const job = await tamper("select id from graphile_worker.add_job('no-such-task')");
    const [message] = stack.receiver.received.keys();
    if (message === undefined) throw new Error("nothing was received");
    stack.receiver.received.delete(message);

    const lost = await lostNow();
    expect(lost[ACCOUNTS]).toContain(intentOf(account));
    expect(lost["subaccounts at the venue with one account"]).toHaveLength(1);
    expect(lost[WALLETS]).toContain(wallet);
    expect(lost["operations in a balanced ledger"]?.join()).toContain(wallet);
    expect(lost["webhooks whose delivery is recorded as succeeded"]).toEqual([delivery]);
    expect(lost["webhooks received with a valid signature"]).toEqual([message]);
    expect(lost["jobs left over or failed permanently"]?.join()).toContain(job);
  });

  test("deposit credited a second time → the deposit and its wallet", async () => {
    const payment = await tamper(
      `insert into finance_operations (login, command, amount_cents, currency, balance_after_cents, reason, comment, api_data, request_key)
       select login, command, amount_cents, currency, balance_after_cents, reason, comment, api_data, 'deposit:' || (api_data ->> 'payment_id') || ':9'
       from finance_operations where comment = 'WALLET_DEPOSIT' order by order_no desc limit 1
       returning api_data ->> 'payment_id' as id`,
    );
    await tamper(
      `update trading_accounts a set balance_cents = balance_cents + p.amount_cents, debt_cents = 0 from payments p
       where p.id = '${payment}' and a.login = p.deposit_login returning a.login as id`,
    );
    const lost = await lostNow();
    expect(lost[CREDITS]).toContain(intentOf(payment));
    expect(lost[WALLETS]).toContain(String(orderOf(payment)?.login));
  });

  test("refund lost here, refund made twice at Stripe → the refunds", async () => {
    const missing = await tamper(
      "delete from payment_refunds where id = (select max(id) from payment_refunds where status = 'succeeded') returning id",
    );
    const stripePayments = await stack.stripe.listPayments();
    const twice = stripePayments.find(({ refunds }) =>
      refunds.some(({ request }) => request !== null),
    );
    const request = twice?.refunds[0]?.request;
    twice?.refunds.push({
      id: "re_second",
      status: "succeeded",
      amount: 1,
      request: request ?? null,
    });
    const lost = await lostNow({}, { stripePayments });
    expect(lost[REFUNDS]?.sort()).toEqual(["re_second", missing].sort());
    expect(lost["operators' refunds made once"]).toEqual([request, twice?.id]);
  });

  test("account active although its dispute is lost → its payment", async () => {
    const payment = await tamper(
      "update prop_accounts set closed_at = null, closed_reason = null where id = (select max(id) from prop_accounts where closed_reason = 'dispute_lost') returning payment_id as id",
    );
    expect((await lostNow())[ACCOUNTS]).toContain(intentOf(payment));
  });

  test("challenge held although its wallet has no debt → its wallet, its purchase and its event", async () => {
    // A wallet with an active and no held challenge has no debt.
    const id = await tamper(
      `update challenges c set hold_reason = 'deposit_disputed', hold_payment_id = (select min(id) from payments), held_at = now()
       from purchases p where c.id = (select min(c2.id) from challenges c2 join purchases p2 on p2.id = c2.purchase_id
         where c2.status = 1 and not exists (select from challenges c3 join purchases p3 on p3.id = c3.purchase_id
           where p3.payer_login = p2.payer_login and c3.held_at is not null))
         and p.id = c.purchase_id returning p.id`,
    );
    const wallet = result.load.purchases.find(({ purchase }) => String(purchase) === id)?.login;
    const lost = await lostNow();
    expect(lost[HOLDS]).toEqual([String(wallet)]);
    expect(lost[PURCHASES]).toContain(id);
    expect(lost[EVENTS]).toContain(`challenge of purchase ${id}`);
    await tamper(
      "update challenges set hold_reason = null, hold_payment_id = null, held_at = null where hold_payment_id = (select min(id) from payments) returning id",
    );
  });

  test("purchase made twice → the second", async () => {
    const second = await tamper(
      `insert into purchases (customer_id, program_id, program, payer_login, amount_cents, currency, account_amount_cents, account_group, account_currency, initial_balance_cents, status, failure_code, failure_message, terms_version, consent_ip, consent_user_agent)
       select customer_id, program_id, program, payer_login, amount_cents, currency, account_amount_cents, account_group, account_currency, initial_balance_cents, 4, 'CANCELLED', 'canceled', terms_version, consent_ip, consent_user_agent
       from purchases where status = 3 limit 1 returning id`,
    );
    expect((await lostNow())[PURCHASES]).toEqual([second]);
  });

  test("email sent twice under another id, webhook emitted twice → their payments", async () => {
    const emails = stack.mailbox.emails();
    const receipt = emails.find(({ kind }) => kind === "receipt");
    if (!receipt) throw new Error("there is no receipt");
    const again = [...emails, { ...receipt }, { ...receipt, id: "<receipt.other@propdesk.test>" }];
    const emitted = await tamper(
      "insert into webhook_events (id, type, payload) select 'evt_second', type, payload from webhook_events where type = 'payment.succeeded' limit 1 returning payload::jsonb -> 'data' ->> 'payment_id' as id",
    );
    // The payment whose event was dropped has no receipt.
    const before = (await lostNow({}, { emails }))[EMAILS] ?? [];
    const lost = await lostNow({}, { emails: again });
    const news = lost[EMAILS]?.filter((each) => !before.includes(each)) ?? [];
    expect(news).toHaveLength(1);
    expect(receipt.text).toContain(news[0]?.replace("receipt about ", ""));
    expect(lost[EVENTS]).toContain(`payment.succeeded of ${emitted}`);
    const none = emails.filter(({ id }) => id !== receipt.id);
    expect((await lostNow({}, { emails: none }))[EMAILS]?.sort()).toEqual(
      [...before, ...news].sort(),
    );
  });

  test("account of a payment that was never paid → the payment", async () => {
    const unpaid = await tamper(
      "update prop_accounts set payment_id = (select id from payments where intent_status <> 'succeeded' and kind = 'challenge' order by id limit 1) where id = (select min(id) from prop_accounts) returning payment_id as id",
    );
    expect((await lostNow())["unpaid payments without account or credit"]).toEqual([unpaid]);
  });
});

test("summarise: each check finds an id → not ok, every id listed with its check", () => {
  const checks = result.checks.map((check) => ({ ...check, lost: ["an id"] }));
  const { ok, lost } = summarise(stack, { ...result, checks });
  expect(ok).toBe(false);
  expect(lost).toEqual(checks.map(({ name }) => `${name}: an id`));
});

test.each<[string, Partial<SoakResult>]>([
  ["a dead worker's jobs taken over after more than 10 s", { takeOvers: [takeOver(10_001)] }],
  ["a dead worker's job never taken over", { takeOvers: [{ ...takeOver(0), left: ["7"] }] }],
  ["queues never empty", { emptied: [true, false] }],
  ["reconcile's exit code 1", { reconciled: { code: 1, repaired: 1, output: "" } }],
])("summarise: %s → not ok", (_, change) => {
  expect(summarise(stack, { ...result, ...change }).ok).toBe(false);
});

function takeOver(ms: number) {
  return { runner: "a", jobs: 1, ms, left: [] };
}
