import { beforeAll, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { env } from "@/lib/core/env";
import { enqueue } from "@/lib/queue/enqueue";
import { type Admin, newAdmin, performAction } from "@/testing/actors/admin";
import { buyFromWallet, contextOf, newTrader, type Trader } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { statementsOf } from "@/testing/database/round-trips";
import { sql } from "@/testing/database/sql";
import { newSource, send, snapshot } from "@/testing/evaluation/trading";
import { startCheckout } from "@/testing/stripe/payments";
import { confirm, deliver, eventsOf } from "@/testing/stripe/sandbox";
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
  const { payment_id, stripe_payment_intent_id: intentId } = await startCheckout(me);
  await confirm(intentId);
  const events = await eventsOf(intentId);
  for (const event of events) await deliver(event);
  await runAllJobs();
  const { body } = await buyFromWallet(me);
  const one = async (text: string) => String((await sql(text)).rows[0].id);
  await enqueue(database(), "settle-deposit", { payment_id: "pay_none" }, { key: "given-up" });
  const source = await newSource();
  await send(source, [snapshot(String(body.challenge.account_login), 1, "1.00")]);
  Object.assign(ids, {
    evaluations: await one(`select id from evaluations where challenge_id = ${body.challenge.id}`),
    verdicts: await one("select id from verdicts where kind = 'breached' order by id limit 1"),
    "venue-commands": await one("select id from venue_commands order by id limit 1"),
    "trading-sources": source.id,
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
  await performAction(admin, "account.suspend", { id: ids.accounts });
  await performAction(admin, "payment.refund", {
    id: ids.payments,
    amount_cents: 100,
    idempotency_key: crypto.randomUUID(),
  });
  ids.audit = await one("select id from audit_log order by id limit 1");
});

const read = (list: ListName) => getDetail(admin.ctx, list, ids[list]);
const stepTitles = async (list: ListName) =>
  (await read(list)).steps.map(({ what, code }) => (what.kind === "titled" ? what.title : code));

test.each(listNames)("getDetail: %s → title and steps, oldest first", async (list) => {
  const detail = await read(list);
  expect(detail.title).not.toBe("");
  const times = detail.steps.map(({ at }) => at.slice(0, "2026-01-31T23:59:59".length));
  expect(times).toEqual([...times].sort());
  expect(new Set(detail.steps.map(({ id }) => id)).size).toBe(detail.steps.length);
  if (!["webhook-endpoints", "audit"].includes(list)) expect(times.length).toBeGreaterThan(0);
});

test.each(listNames)("getDetail: %s, any unknown id → NOT_FOUND", async (list) => {
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

test("getDetail: a trader → FORBIDDEN", async () => {
  for (const list of listNames) {
    await expect(getDetail(contextOf(me), list, ids[list])).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  }
});

test("getDetail: a payment → steps of Stripe events, account, webhooks and the admin's refund", async () => {
  expect(await stepTitles("payments")).toEqual(
    expect.arrayContaining([
      "payment_intent.succeeded",
      "prop_account.active",
      "payment.succeeded",
      "payment.refund",
      "Refund of $1.00",
    ]),
  );
  const { actions } = await read("payments");
  expect(actions).toEqual([
    {
      action: "payment.refund",
      input: { id: ids.payments },
      money: { most_cents: 19_800, currency: "usd" },
      note: expect.stringMatching(/^A full refund closes the account prop_/),
    },
    { action: "payment.sync", input: { id: ids.payments } },
  ]);
});

test("getDetail: a suspended account → steps of its payment, and the actions of its status", async () => {
  expect(await stepTitles("accounts")).toEqual(
    expect.arrayContaining(["payment_intent.succeeded", "prop_account.active", "account.suspend"]),
  );
  const offered = async () => (await read("accounts")).actions.map(({ action }) => action);
  expect(await offered()).toEqual(["account.reinstate", "account.close"]);
});

test("getDetail: a purchase → each operation with both postings", async () => {
  const { steps } = await read("purchases");
  const fee = steps.find(({ code }) => code === "PROP_CHALLENGE_PURCHASE");
  expect(fee?.evidence).toEqual(
    expect.arrayContaining([`login ${me.login}: −$499.00`, "challenge_fees: $499.00"]),
  );
  expect(fee?.ids).toEqual([{ label: "order", id: ids.operations, list: "operations" }]);
});

test("getDetail: an audit entry → the values before and after", async () => {
  const { evidence } = await read("audit");
  expect(evidence.map(({ text }) => text)).toEqual([
    expect.stringContaining('"status": "active"'),
    expect.stringContaining('"status": "suspended"'),
  ]);
});

test("getDetail: every list → no statement reads password hashes or TOTP secrets", async () => {
  const statements = await statementsOf(async () => {
    for (const list of listNames) await read(list);
  });
  expect(statements.length).toBeGreaterThan(listNames.length);
  expect(statements.filter((text) => /password_hash|totp_secret/.test(text))).toEqual([]);
});

test("getDetail: a payment → its customer's id", async () => {
  const { facts } = await read("payments");
  expect(facts.flatMap((group) => group.facts)).toContainEqual({
    label: "Customer ID",
    value: me.publicId,
    kind: "id",
  });
});

const factsOf = async (list: ListName, id = ids[list]) =>
  (await getDetail(admin.ctx, list, id)).facts.flatMap(({ facts }) => facts);

test("getDetail: Stripe objects → links to Stripe's dashboard; with a stand-in → none", async () => {
  const hrefs = async () =>
    [...(await factsOf("payments")), ...(await factsOf("stripe-events"))].flatMap(
      ({ label, href }) => (href?.startsWith("https:") ? [[label, href.replace(/_.*/, "")]] : []),
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

test("getDetail: a live event while the key is for test mode → a link to the live dashboard", async () => {
  await sql("update stripe_events set livemode = true where id = $1", [ids["stripe-events"]]);
  Object.assign(env(), { STRIPE_API_BASE: undefined });
  const [event] = await factsOf("stripe-events").finally(() =>
    Object.assign(env(), { STRIPE_API_BASE: process.env.STRIPE_API_BASE }),
  );
  await sql("update stripe_events set livemode = false where id = $1", [ids["stripe-events"]]);
  expect(event?.href).toMatch(/^https:\/\/dashboard\.stripe\.com\/events\/evt_/);
});

test("getDetail: the audit entry of a refund → its result, and the payment's present status", async () => {
  const { rows } = await sql("select id from audit_log where action = 'payment.refund'");
  const facts = await factsOf("audit", String(rows[0].id));
  const of = (label: string) => facts.find((fact) => fact.label === label)?.value;
  expect([of("Status"), of("Amount"), of("Payment status now")]).toEqual([
    "booked",
    100,
    "partially_refunded",
  ]);
  expect(of("Refund")).toMatch(/^re_/);
  expect((await factsOf("audit")).map(({ label }) => label)).not.toContain("Status");
});

test("getDetail and listConsole: a webhook endpoint without successful deliveries → failing", async () => {
  const listedAs = async (status: string) => {
    const { rows } = await listConsole(admin.ctx, "webhook-endpoints", {
      sort: "newest",
      filters: { status },
    });
    return rows.flatMap((row) => (row.id === "we_x" ? [row.status] : []));
  };
  await sql("update webhook_deliveries set error = null where endpoint_id = 'we_x'");
  await sql("update webhook_endpoints set failing_since = null where id = 'we_x'");
  expect([(await read("webhook-endpoints")).status, await listedAs("enabled")]).toEqual([
    "enabled",
    ["enabled"],
  ]);
  await sql("update webhook_endpoints set failing_since = now() where id = 'we_x'");
  const { rows } = await sql(
    "update webhook_deliveries set error = 'answered 500' where id in (select id from webhook_deliveries where endpoint_id = 'we_x' order by id desc limit 2) returning (select count(*)::int from webhook_deliveries where endpoint_id = 'we_x') as all",
  );
  expect((await read("webhook-endpoints")).status).toBe("failing");
  expect(await factsOf("webhook-endpoints")).toContainEqual({
    label: "Failed deliveries",
    value: `2 of the last ${rows[0].all}`,
    kind: "text",
  });
  expect([
    await listedAs("failing"),
    await listedAs("enabled"),
    await listedAs("disabled"),
  ]).toEqual([["failing"], [], []]);
});

test("getDetail: a payment that Stripe may still change → checked when it is opened; a paid one not", async () => {
  const { payment_id: id } = await startCheckout(me, { key: crypto.randomUUID() });
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
