import { beforeAll, expect, test } from "vitest";
import { database } from "@/lib/database";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { enqueue } from "@/lib/jobs/enqueue";
import { tradingServer } from "@/lib/trading";
import { sql } from "@/testing/callers";
import { type Admin, act, newAdmin } from "@/testing/console";
import { statementsOf } from "@/testing/round-trips";
import { buy, confirm, deliver, eventsOf, workOff } from "@/testing/stripe";
import { buyThroughRoute, contextOf, newTrader, openAccount, type Trader } from "@/testing/trading";
import { readCustomer } from "./details/customers";
import { getDetail } from "./get-detail";
import { listConsole } from "./list";
import { type ListName, listNames } from "./schemas";

let admin: Admin;
let me: Trader;
const ids = {} as Record<ListName, string>;

beforeAll(async () => {
  admin = await newAdmin();
  me = await newTrader(200_000n);
  await sql(
    "insert into webhook_endpoints (id, app_id, url, events, secret) select 'we_x', id, 'http://127.0.0.1:9/hook', '{*}', 's' from api_apps limit 1",
  );
  const { payment_id, stripe_payment_intent_id: intentId } = await buy(me.appHeaders);
  await confirm(intentId);
  const events = await eventsOf(intentId);
  for (const event of events) await deliver(event);
  await workOff();
  const { body } = await buyThroughRoute(me);
  const one = async (text: string) => String((await sql(text)).rows[0].id);
  await enqueue(database(), "settle-deposit", { payment_id: "pay_none" }, { key: "given-up" });
  Object.assign(ids, {
    payments: payment_id,
    accounts: await one(`select id from prop_accounts where payment_id = '${payment_id}'`),
    customers: me.publicId,
    purchases: String(body.purchase.id),
    challenges: String(body.challenge.id),
    operations: String(body.payment_order),
    "stripe-events": events.find(({ type }) => type === "payment_intent.succeeded")?.id,
    "webhook-endpoints": "we_x",
    deliveries: await one("select id from webhook_deliveries order by id limit 1"),
    apps: await one("select id from api_apps limit 1"),
    jobs: await one(
      "update graphile_worker._private_jobs set attempts = max_attempts, last_error = 'no answer' where key = 'given-up' returning id",
    ),
  });
  await act(admin, "account.suspend", { id: ids.accounts });
  await act(admin, "payment.refund", {
    id: ids.payments,
    amount_cents: 100,
    idempotency_key: crypto.randomUUID(),
  });
  ids.audit = await one("select id from audit_log order by id limit 1");
});

const read = (list: ListName) => getDetail(admin.ctx, list, ids[list]);
const told = async (list: ListName) => (await read(list)).steps.map(({ what }) => what);

test.each(listNames)("%s: all about one of it is read, in the order of time", async (list) => {
  const detail = await read(list);
  expect(detail.title).not.toBe("");
  const times = detail.steps.map(({ at }) => at);
  expect(times).toEqual([...times].sort());
  expect(new Set(detail.steps.map(({ id }) => id)).size).toBe(detail.steps.length);
  if (!["webhook-endpoints", "audit"].includes(list)) expect(times.length).toBeGreaterThan(0);
});

test.each(listNames)("%s: what isn't there is not found, whatever is asked for", async (list) => {
  for (const id of [
    "none",
    "0",
    "999999999",
    "99999999999999999999",
    "'",
    "%",
    "-1",
    "1.5",
    "-9999999999",
    "1e3",
    "a\0b",
  ]) {
    if (id === ids[list]) continue;
    await expect(getDetail(admin.ctx, list, id), id).rejects.toMatchObject({ code: "NOT_FOUND" });
  }
});

test("only an admin reads them", async () => {
  for (const list of listNames) {
    await expect(getDetail(contextOf(me), list, ids[list])).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  }
});

test("a payment's page tells of Stripe's events, its account, what partners heard and the admin's refund", async () => {
  expect(await told("payments")).toEqual(
    expect.arrayContaining([
      "payment_intent.succeeded",
      "prop_account.active",
      "payment.succeeded told",
      "payment.refund",
      "refund asked for: done",
    ]),
  );
  const { actions } = await read("payments");
  expect(actions).toEqual([
    {
      action: "payment.refund",
      input: { id: ids.payments },
      money: { most_cents: 19_800, currency: "usd" },
    },
    { action: "payment.sync", input: { id: ids.payments } },
  ]);
});

test("an account's page tells of its payment as well, and offers what can be done now", async () => {
  expect(await told("accounts")).toEqual(
    expect.arrayContaining(["payment_intent.succeeded", "prop_account.active", "account.suspend"]),
  );
  const offered = async () => (await read("accounts")).actions.map(({ action }) => action);
  expect(await offered()).toEqual(["account.reinstate", "account.close"]);
});

test("a purchase's page has each movement with both sides of it", async () => {
  const { steps } = await read("purchases");
  const fee = steps.find(({ what }) => what === "PROP_CHALLENGE_PURCHASE");
  expect(fee?.notes).toEqual(
    expect.arrayContaining([`login ${me.login}: −$499.00`, "challenge_fees: $499.00"]),
  );
  expect(fee?.ids).toEqual([{ label: "order", id: ids.operations, list: "operations" }]);
});

test("an audit entry has what it was before and after", async () => {
  const { evidence } = await read("audit");
  expect(evidence.map(({ text }) => text)).toEqual([
    expect.stringContaining('"status": "active"'),
    expect.stringContaining('"status": "suspended"'),
  ]);
});

test("what signs a customer in is read for no page", async () => {
  const statements = await statementsOf(async () => {
    for (const list of listNames) await read(list);
  });
  expect(statements.length).toBeGreaterThan(listNames.length);
  expect(statements.filter((text) => /password_hash|totp_secret/.test(text))).toEqual([]);
});

test("a trading server that is away is said on a customer's page; what is broken isn't hidden", async () => {
  const failing = (error: Error) => ({
    ...tradingServer(database()),
    listAccounts: () => Promise.reject(error),
  });
  const away = failing(new AppError("UNAVAILABLE", "no answer"));
  expect(await readCustomer(admin.ctx, me.publicId, away)).toMatchObject({
    title: me.email,
    notice: expect.stringContaining("trading server doesn't answer"),
  });
  await expect(readCustomer(admin.ctx, me.publicId, failing(new Error("bug")))).rejects.toThrow(
    "bug",
  );
  expect((await read("customers")).notice).toBeNull();
});

test("a payment's page names its customer", async () => {
  const { facts } = await read("payments");
  expect(facts.flatMap((group) => group.facts)).toContainEqual({
    label: "Customer",
    value: me.publicId,
    kind: "id",
  });
});

const factsOf = async (list: ListName, id = ids[list]) =>
  (await getDetail(admin.ctx, list, id)).facts.flatMap(({ facts }) => facts);

test("what is Stripe's leads to its dashboard, unless Stripe is a stand-in", async () => {
  const hrefs = async () =>
    [...(await factsOf("payments")), ...(await factsOf("stripe-events"))].flatMap(
      ({ label, href }) => (href ? [[label, href.replace(/_.*/, "")]] : []),
    );
  expect(await hrefs()).toEqual([]);
  const { STRIPE_API_BASE } = env();
  Object.assign(env(), { STRIPE_API_BASE: undefined });
  const there = await hrefs().finally(() => Object.assign(env(), { STRIPE_API_BASE }));
  const test_ = "https://dashboard.stripe.com/test";
  expect(there).toEqual([
    ["PaymentIntent", `${test_}/payments/pi`],
    ["Refund 1", `${test_}/refunds/re`],
    ["Event", `${test_}/events/evt`],
  ]);
});

test("it leads to the mode that it is of, whatever the key's", async () => {
  await sql("update stripe_events set livemode = true where id = $1", [ids["stripe-events"]]);
  Object.assign(env(), { STRIPE_API_BASE: undefined });
  const [event] = await factsOf("stripe-events").finally(() =>
    Object.assign(env(), { STRIPE_API_BASE: process.env.STRIPE_API_BASE }),
  );
  await sql("update stripe_events set livemode = false where id = $1", [ids["stripe-events"]]);
  expect(event?.href).toMatch(/^https:\/\/dashboard\.stripe\.com\/events\/evt_/);
});

test("a refund's audit entry says what came of it, and how the payment is now", async () => {
  const { rows } = await sql("select id from audit_log where action = 'payment.refund'");
  const facts = await factsOf("audit", String(rows[0].id));
  const of = (wanted: string) => facts.find(({ label }) => label === wanted)?.value;
  expect([of("It is"), of("Amount"), of("The payment is now")]).toEqual([
    "booked",
    100,
    "partially_refunded",
  ]);
  expect(of("Refund")).toMatch(/^re_/);
  expect((await factsOf("audit")).map(({ label }) => label)).not.toContain("It is");
});

test("practice money is told from real money, also where a wallet is chosen", async () => {
  const practice = await openAccount(me, "PRACTICE-USD");
  expect((await factsOf("customers")).map(({ label }) => label)).toEqual(
    expect.arrayContaining([`Wallet ${me.login}`, `Wallet ${practice} (Practice)`]),
  );
  const { actions } = await read("customers");
  const credit = actions.find(({ action }) => action === "wallet.credit");
  expect(credit?.choices?.map(({ label }) => label.split(",")[0])).toEqual(
    expect.arrayContaining([`Wallet ${me.login}`, `Wallet ${practice} (Practice)`]),
  );
});

test("an endpoint that nothing is delivered to is failing, on its page and in the list", async () => {
  const seenIn = async (status: string) => {
    const { rows } = await listConsole(admin.ctx, "webhook-endpoints", {
      sort: "newest",
      filters: { status },
    });
    return rows.flatMap((row) => (row.id === "we_x" ? [row.status] : []));
  };
  await sql("update webhook_deliveries set error = null where endpoint_id = 'we_x'");
  await sql("update webhook_endpoints set failing_since = null where id = 'we_x'");
  expect([(await read("webhook-endpoints")).status, await seenIn("enabled")]).toEqual([
    "enabled",
    ["enabled"],
  ]);
  await sql("update webhook_endpoints set failing_since = now() where id = 'we_x'");
  const { rows } = await sql(
    "update webhook_deliveries set error = 'answered 500' where id in (select id from webhook_deliveries where endpoint_id = 'we_x' order by id desc limit 2) returning (select count(*)::int from webhook_deliveries where endpoint_id = 'we_x') as all",
  );
  expect((await read("webhook-endpoints")).status).toBe("failing");
  expect(await factsOf("webhook-endpoints")).toContainEqual({
    label: "Not delivered",
    value: `2 of the newest ${rows[0].all}`,
    kind: "text",
  });
  expect([await seenIn("failing"), await seenIn("enabled"), await seenIn("disabled")]).toEqual([
    ["failing"],
    [],
    [],
  ]);
});

test("getDetail: a customer with an unfinished payment → listed above all their payments", async () => {
  const { payment_id } = await buy({ ...me.appHeaders, "idempotency-key": crypto.randomUUID() });
  const { related } = await read("customers");
  expect(related.slice(0, 2).map(({ title, rows }) => [title, rows.length])).toEqual([
    ["Unfinished payments", 1],
    ["Payments", 2],
  ]);
  expect(related[0]?.rows[0]?.id).toBe(payment_id);
});

test("getDetail: a payment that Stripe may still change → checked when it is opened; a paid one not", async () => {
  const { payment_id: id } = await buy({
    ...me.appHeaders,
    "idempotency-key": crypto.randomUUID(),
  });
  const open = await getDetail(admin.ctx, "payments", id);
  expect(open.stripe_check).toMatchObject({ payment_id: id, is_automatic: true, last_step: 0 });
  expect(open.actions.map(({ action }) => action)).toContain("payment.sync");
  const paid = await read("payments");
  expect(paid.stripe_check).toMatchObject({ is_automatic: false, has_payment_intent: true });
  expect(paid.actions.map(({ action }) => action)).toContain("payment.sync");
  const refund = "insert into payment_refunds (id, payment_id, amount_cents, status)";
  await sql(`${refund} values ('re_p', $1, 1, 'pending')`, [ids.payments]);
  expect((await read("payments")).stripe_check?.is_automatic).toBe(true);
});
