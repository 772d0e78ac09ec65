import { beforeAll, expect, test } from "vitest";
import { database } from "@/lib/database";
import { enqueue } from "@/lib/jobs/enqueue";
import { replayStripeEvent } from "@/lib/payments";
import { nobody } from "@/testing/api";
import { sql } from "@/testing/callers";
import { buy, confirm, deliver, eventsOf, workOff } from "@/testing/stripe";
import { buyThroughRoute, contextOf, fund, newTrader, type Trader } from "@/testing/trading";
import { exportCsv } from "./export-csv";
import { isInstant } from "./instant";
import { listConsole } from "./list";
import { specs } from "./lists";
import { readListQuery } from "./read-query";
import { type ListName, type ListView, listNames, lists, searchedFirst } from "./schemas";

let me: Trader;
let admin: ReturnType<typeof contextOf>;
let paymentId: string;
let intentId: string;

beforeAll(async () => {
  me = await newTrader(200_000n);
  const ctx = contextOf(me);
  admin = { ...ctx, actor: { ...ctx.actor, role: "admin" as const } } as never;
  const bought = await buy(me.appHeaders);
  paymentId = bought.payment_id;
  intentId = bought.stripe_payment_intent_id;
  await confirm(intentId);
  for (const event of await eventsOf(intentId)) await deliver(event);
  await workOff();
  await buyThroughRoute(me);
  await fund(me.login, 100n);
  await enqueue(database(), "settle-deposit", { payment_id: paymentId }, { key: "given-up" });
  await sql(
    "update graphile_worker._private_jobs set attempts = max_attempts, last_error = 'no answer' where key = 'given-up'",
  );
  const account = { id: "evt_1", reason: "for the list" };
  await sql(
    "insert into stripe_events (id, type, livemode, payload) values ('evt_1', 'x', false, '{}')",
  );
  await replayStripeEvent(admin, account);
});

const ask = (
  name: ListName,
  more: Partial<Parameters<typeof listConsole>[2]> = {},
  limit?: number,
) =>
  listConsole(admin, name, { sort: "newest", filters: {}, ...more }, { ...(limit && { limit }) });

test.each(listNames)("%s: every column that the page shows is read", async (name) => {
  const { rows } = await ask(name);
  const view: ListView = lists[name];
  const wanted = view.columns.map(({ key }) => key);
  for (const row of rows) expect(Object.keys(row)).toEqual(expect.arrayContaining(wanted));
  expect(Object.keys(specs[name].filters).sort()).toEqual(Object.keys(lists[name].filters).sort());
  expect(specs[name].sorts.amount !== undefined).toBe(lists[name].byAmount);
  expect(Object.keys(specs[name].of ?? {})).toEqual(view.of ?? []);
  if (!["webhook-endpoints", "deliveries"].includes(name)) expect(rows.length).toBeGreaterThan(0);
});

test.each(listNames)("%s: every filter's value and every sort is an answer", async (name) => {
  for (const [filter, values] of Object.entries<readonly string[]>(lists[name].filters)) {
    for (const value of values) await ask(name, { filters: { [filter]: value } });
  }
  const view: ListView = lists[name];
  for (const thing of view.of ?? []) {
    for (const id of ["usr_none", "1", "'"]) await ask(name, { filters: { [thing]: id } });
  }
  await ask(name, { sort: "amount" });
});

test("the rows of one thing alone: a customer's payments, a wallet's operations", async () => {
  const idsOf = async (name: ListName, filters: Record<string, string>) =>
    (await ask(name, { filters })).rows.map(({ id }) => id);
  expect(await idsOf("payments", { customer: me.publicId })).toEqual([paymentId]);
  expect(await idsOf("payments", { customer: "usr_none" })).toEqual([]);
  expect(await idsOf("operations", { wallet: String(me.login) })).toHaveLength(3);
  expect(await idsOf("operations", { wallet: "x" })).toEqual([]);
});

test.each(listNames)("%s: any text may be searched for", async (name) => {
  for (const q of [
    "%",
    "'",
    "_",
    "\\",
    "5",
    "99999999999",
    "pay_%",
    "evt_x",
    "ü@x",
    "5FHneW46xGXgs5mUiveU4sbTyGBzmst",
  ]) {
    await ask(name, { q });
  }
});

test("only an admin reads them", async () => {
  for (const name of listNames) {
    await expect(
      listConsole(contextOf(me), name, { sort: "newest", filters: {} }),
    ).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(
      listConsole(nobody(), name, { sort: "newest", filters: {} }),
    ).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  }
});

test("a payment is found by its id, its PaymentIntent, their beginnings, and its customer's address", async () => {
  for (const q of [
    paymentId,
    paymentId.slice(0, 30),
    intentId,
    intentId.slice(0, 20),
    me.email,
    me.email.slice(0, 9).toUpperCase(),
  ]) {
    const { rows } = await ask("payments", { q });
    expect(
      rows.map(({ id }) => id),
      q,
    ).toContain(paymentId);
  }
  for (const q of ["pay_ffff", "pi_none", "nobody@propdesk.test", "%"]) {
    expect((await ask("payments", { q })).rows, q).toEqual([]);
  }
});

test("an operation is found by its order and its login, a purchase by its wallet", async () => {
  const { rows } = await ask("operations", { q: String(me.login) });
  expect(rows.length).toBe(3);
  const order = String(rows[0]?.id);
  expect((await ask("operations", { q: order })).rows.map(({ id }) => String(id))).toEqual([order]);
  expect((await ask("purchases", { q: String(me.login) })).rows).toHaveLength(1);
});

test("pages follow each other without a gap or a double, by time and by amount", async () => {
  for (const sort of ["newest", "amount"] as const) {
    const whole = (await ask("operations", { sort })).rows.map(({ id }) => id);
    const bits: unknown[] = [];
    let cursor: string | undefined;
    do {
      const page = await ask("operations", { sort, cursor }, 2);
      bits.push(...page.rows.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(bits).toEqual(whole);
    expect(new Set(bits).size).toBe(bits.length);
  }
});

test("a cursor that isn't one is refused", async () => {
  for (const cursor of [
    "nonsense",
    Buffer.from('["1","2","3"]').toString("base64url"),
    Buffer.from("{}").toString("base64url"),
    Buffer.from('[" "]').toString("base64url"),
    Buffer.from('["pay_\\u0000"]').toString("base64url"),
  ]) {
    await expect(ask("payments", { cursor })).rejects.toMatchObject({ code: "INVALID_REQUEST" });
  }
});

test("a cursor's time is one that there is", async () => {
  const at = (time: string) => Buffer.from(JSON.stringify([time, "evt_1"])).toString("base64url");
  for (const time of ["2026-13-45", "2026-02-30", "2026-00-01"]) {
    const cursor = at(`${time} 00:00:00+00`);
    await expect(ask("stripe-events", { cursor }), time).rejects.toMatchObject({
      code: "INVALID_REQUEST",
    });
  }
  const { rows } = await sql("select now()::text as now, '2024-02-29 23:59:59+05:30' as leap");
  for (const time of [rows[0].now, rows[0].leap]) {
    expect(isInstant(time), time).toBe(true);
    await ask("stripe-events", { cursor: at(time) });
  }
  for (const time of ["2026-01-01 24:00:00+00", "2026-01-01 00:60:00+00", "2026-01-01 00:00:00+99"])
    expect(isInstant(time), time).toBe(false);
});

test("a job is about what its payload names by an id, and nothing else of it", async () => {
  const payload = { payment_id: paymentId, paid: "no id", purchase_id: 7 };
  await sql("update graphile_worker._private_jobs set payload = $1 where key = 'given-up'", [
    JSON.stringify(payload),
  ]);
  const [job] = (await ask("jobs")).rows;
  expect(job?.about).toBe(`${paymentId}, 7`);
});

test("movements that admins made are found by their reason", async () => {
  const { rows } = await ask("operations", { filters: { reason: "TR_REASON_ADJUSTMENT" } });
  expect(rows).toEqual([]);
  expect(() => readListQuery("operations", { reason: "TR_REASON_ADJUSTMENT" })).not.toThrow();
  expect(() => readListQuery("payments", { status: "requires_capture" })).not.toThrow();
});

test("a login's purchases are found however many they are", async () => {
  await sql(
    `insert into purchases (customer_id, program_id, program, payer_login, amount_cents, currency, account_amount_cents, account_group, account_currency, initial_balance_cents, status, failure_code, terms_version, consent_ip, consent_user_agent)
     select customer_id, program_id, program, 777, amount_cents, currency, amount_cents, account_group, account_currency, 0, 4, 'X', terms_version, consent_ip, consent_user_agent
     from purchases, generate_series(1, 1100) where payer_login = $1`,
    [me.login],
  );
  const page = await listConsole(
    admin,
    "purchases",
    { sort: "newest", filters: {}, q: "777" },
    { limit: 2_000 },
  );
  expect(page.rows).toHaveLength(1_100);
});

test("a search that more begin with than it goes through says so; the whole list has all", async () => {
  const q = me.email.slice(0, 4);
  // What sorts before: the trader's own address isn't among the first.
  await sql(
    "insert into customers (public_id, email, password_hash) select 'usr_cut' || n, $1 || '!' || n, 'x' from generate_series(1, $2) n",
    [q, searchedFirst],
  );
  expect(await ask("payments", { q })).toEqual({ rows: [], nextCursor: null, isCut: true });
  const query = { sort: "newest", filters: {}, q } as const;
  const whole = await listConsole(admin, "payments", query, { isWhole: true });
  expect(whole.rows.map(({ id }) => id)).toEqual([paymentId]);
  expect(whole.isCut).toBe(false);
  const exported = await new Response(exportCsv(admin, "payments", query)).text();
  expect(exported).toContain(paymentId);
  expect((await ask("payments", { q: me.email })).isCut).toBe(false);
});
