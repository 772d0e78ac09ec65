import { beforeAll, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { replayStripeEvent } from "@/lib/payments";
import { enqueue } from "@/lib/queue/enqueue";
import { anonymousCtx } from "@/testing/actors/contexts";
import { buyFromWallet, contextOf, fund, newTrader, type Trader } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { newSource, send, snapshot } from "@/testing/evaluation/trading";
import { startCheckout } from "@/testing/stripe/payments";
import { confirm, deliver, eventsOf } from "@/testing/stripe/sandbox";
import { isInstant } from "./cursor";
import { exportCsv } from "./export-csv";
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
  const bought = await startCheckout(me);
  paymentId = bought.payment_id;
  intentId = bought.stripe_payment_intent_id;
  await confirm(intentId);
  for (const event of await eventsOf(intentId)) await deliver(event);
  await runAllJobs();
  const { body } = await buyFromWallet(me);
  const account_login = String(body.challenge.account_login);
  await send(await newSource(), [snapshot(account_login, 1, "1.00")]);
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

const readList = (
  name: ListName,
  more: Partial<Parameters<typeof listConsole>[2]> = {},
  limit?: number,
) =>
  listConsole(admin, name, { sort: "newest", filters: {}, ...more }, { ...(limit && { limit }) });

test.each(listNames)("listConsole: %s → every column of the page", async (name) => {
  const { rows } = await readList(name);
  const view: ListView = lists[name];
  const shown = view.columns.map(({ key }) => key);
  for (const row of rows) expect(Object.keys(row)).toEqual(expect.arrayContaining(shown));
  expect(Object.keys(specs[name].filters).sort()).toEqual(Object.keys(lists[name].filters).sort());
  expect(specs[name].sorts.amount !== undefined).toBe(lists[name].byAmount);
  expect(Object.keys(specs[name].of ?? {})).toEqual(view.of ?? []);
  if (!["webhook-endpoints", "deliveries"].includes(name)) expect(rows.length).toBeGreaterThan(0);
});

test.each(listNames)(
  "listConsole: %s, every filter value and every sort → no error",
  async (name) => {
    for (const [filter, values] of Object.entries<readonly string[]>(lists[name].filters)) {
      for (const value of values) await readList(name, { filters: { [filter]: value } });
    }
    const view: ListView = lists[name];
    for (const thing of view.of ?? []) {
      for (const id of ["usr_none", "1", "'"]) await readList(name, { filters: { [thing]: id } });
    }
    await readList(name, { sort: "amount" });
  },
);

test("listConsole: a filter by id → only the rows of that record", async () => {
  const idsOf = async (name: ListName, filters: Record<string, string>) =>
    (await readList(name, { filters })).rows.map(({ id }) => id);
  expect(await idsOf("payments", { customer: me.publicId })).toEqual([paymentId]);
  expect(await idsOf("payments", { customer: "usr_none" })).toEqual([]);
  expect(await idsOf("operations", { wallet: String(me.login) })).toHaveLength(3);
  expect(await idsOf("operations", { wallet: "x" })).toEqual([]);
});

test.each(listNames)("listConsole: %s, any search text → no error", async (name) => {
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
    await readList(name, { q });
  }
});

test("listConsole, exportCsv: a trader → FORBIDDEN", async () => {
  for (const name of listNames) {
    await expect(
      listConsole(contextOf(me), name, { sort: "newest", filters: {} }),
    ).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(
      listConsole(anonymousCtx(), name, { sort: "newest", filters: {} }),
    ).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  }
});

test("listConsole: payments by id, PaymentIntent, a prefix of them, or the customer's email → found", async () => {
  for (const q of [
    paymentId,
    paymentId.slice(0, 30),
    intentId,
    intentId.slice(0, 20),
    me.email,
    me.email.slice(0, 9).toUpperCase(),
  ]) {
    const { rows } = await readList("payments", { q });
    expect(
      rows.map(({ id }) => id),
      q,
    ).toContain(paymentId);
  }
  for (const q of ["pay_ffff", "pi_none", "nobody@propdesk.test", "%"]) {
    expect((await readList("payments", { q })).rows, q).toEqual([]);
  }
});

test("listConsole: an operation by order or login, a purchase by wallet → found", async () => {
  const { rows } = await readList("operations", { q: String(me.login) });
  expect(rows.length).toBe(3);
  const order = String(rows[0]?.id);
  expect((await readList("operations", { q: order })).rows.map(({ id }) => String(id))).toEqual([
    order,
  ]);
  expect((await readList("purchases", { q: String(me.login) })).rows).toHaveLength(1);
});

test("listConsole: page after page, by time and by amount → every row once", async () => {
  for (const sort of ["newest", "amount"] as const) {
    const whole = (await readList("operations", { sort })).rows.map(({ id }) => id);
    const bits: unknown[] = [];
    let cursor: string | undefined;
    do {
      const page = await readList("operations", { sort, cursor }, 2);
      bits.push(...page.rows.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(bits).toEqual(whole);
    expect(new Set(bits).size).toBe(bits.length);
  }
});

test("listConsole: an invalid cursor → INVALID_REQUEST", async () => {
  for (const cursor of [
    "nonsense",
    Buffer.from('["1","2","3"]').toString("base64url"),
    Buffer.from("{}").toString("base64url"),
    Buffer.from('[" "]').toString("base64url"),
    Buffer.from('["pay_\\u0000"]').toString("base64url"),
  ]) {
    await expect(readList("payments", { cursor })).rejects.toMatchObject({
      code: "INVALID_REQUEST",
    });
  }
});

test("listConsole: a cursor with an impossible time → INVALID_REQUEST", async () => {
  const at = (time: string) => Buffer.from(JSON.stringify([time, "evt_1"])).toString("base64url");
  for (const time of ["2026-13-45", "2026-02-30", "2026-00-01"]) {
    const cursor = at(`${time} 00:00:00+00`);
    await expect(readList("stripe-events", { cursor }), time).rejects.toMatchObject({
      code: "INVALID_REQUEST",
    });
  }
  const { rows } = await sql("select now()::text as now, '2024-02-29 23:59:59+05:30' as leap");
  for (const time of [rows[0].now, rows[0].leap]) {
    expect(isInstant(time), time).toBe(true);
    await readList("stripe-events", { cursor: at(time) });
  }
  for (const time of ["2026-01-01 24:00:00+00", "2026-01-01 00:60:00+00", "2026-01-01 00:00:00+99"])
    expect(isInstant(time), time).toBe(false);
});

test("listConsole: a job → the id in its payload, and nothing else of the payload", async () => {
  const payload = { payment_id: paymentId, paid: "no id", purchase_id: 7 };
  await sql("update graphile_worker._private_jobs set payload = $1 where key = 'given-up'", [
    JSON.stringify(payload),
  ]);
  const [job] = (await readList("jobs")).rows;
  expect(job?.about).toBe(`${paymentId}, 7`);
});

test("listConsole: operations by the reason TR_REASON_ADJUSTMENT → those of admins", async () => {
  const { rows } = await readList("operations", { filters: { reason: "TR_REASON_ADJUSTMENT" } });
  expect(rows).toEqual([]);
  expect(() => readListQuery("operations", { reason: "TR_REASON_ADJUSTMENT" })).not.toThrow();
  expect(() => readListQuery("payments", { status: "requires_capture" })).not.toThrow();
});

test("listConsole: a login with very many purchases → found", async () => {
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

test("listConsole: more matches than a search goes through → isCut; exportCsv → all", async () => {
  const q = me.email.slice(0, 4);
  // What sorts before: the trader's own address isn't among the first.
  await sql(
    "insert into customers (public_id, email, password_hash) select 'usr_cut' || n, $1 || '!' || n, 'x' from generate_series(1, $2) n",
    [q, searchedFirst],
  );
  expect(await readList("payments", { q })).toEqual({
    rows: [],
    offset: 0,
    previousCursor: null,
    nextCursor: null,
    isCut: true,
  });
  const query = { sort: "newest", filters: {}, q } as const;
  const whole = await listConsole(admin, "payments", query, { isWhole: true });
  expect(whole.rows.map(({ id }) => id)).toEqual([paymentId]);
  expect(whole.isCut).toBe(false);
  const exported = await new Response(exportCsv(admin, "payments", query)).text();
  expect(exported).toContain(paymentId);
  expect((await readList("payments", { q: me.email })).isCut).toBe(false);
});
