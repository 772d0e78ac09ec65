import { beforeAll, expect, test } from "vitest";
import { GET as csv } from "@/app/api/admin/lists/[list]/csv/route";
import { GET as list } from "@/app/api/admin/lists/[list]/route";
import { call } from "@/testing/api";
import { cookieOf, newSession, sql } from "@/testing/callers";
import { buy } from "@/testing/stripe";
import { fund, newTrader, type Trader } from "@/testing/trading";

let me: Trader;
let headers: { cookie: string };
let traders: { cookie: string };

beforeAll(async () => {
  me = await newTrader();
  traders = { cookie: await cookieOf((await newSession(me.publicId)).id) };
  const { rows } = await sql("select public_id from customers where role = 'admin' limit 1");
  headers = { cookie: await cookieOf((await newSession(rows[0].public_id)).id) };
});

const read = async (name: string, query = "") =>
  (await call(csv, { headers, params: { list: name }, path: `/${query}` })).body as string;

test("a list leaves as CSV: headings, units of the currency, times in ISO 8601", async () => {
  await fund(me.login, 12_345n);
  const lines = (await read("operations", `?q=${me.login}`)).trim().split("\n");
  expect(lines[0]).toBe("id,customer,login,reason,comment,status,created_at,amount,currency");
  expect(lines[1]).toMatch(
    new RegExp(
      `^\\d+,${me.email},${me.login},TR_REASON_DEPOSIT,TEST_DEPOSIT,booked,\\d{4}-[^,]+Z,123.45,usd$`,
    ),
  );
  expect(lines).toHaveLength(2);
});

test("payments leave with their PaymentIntent, and what was given back of them", async () => {
  const { payment_id: id, stripe_payment_intent_id: intent } = await buy(me.appHeaders);
  await sql(
    "insert into payment_refunds (id, payment_id, amount_cents, status) values ('re_1', $1, 5000, 'succeeded'), ('re_2', $1, 250, 'pending'), ('re_3', $1, 700, 'failed')",
    [id],
  );
  const [head, line] = (await read("payments", `?q=${intent}`)).trim().split("\n");
  expect(head).toBe(
    "id,customer,what,status,created_at,amount,stripe_payment_intent_id,refunded,currency",
  );
  expect(line).toMatch(new RegExp(`^${id},.*,199,${intent},52.5,usd$`));
  const page = await call(list, { headers, params: { list: "payments" }, path: `/?q=${intent}` });
  expect(Object.keys(page.body.rows[0])).not.toContain("refunded_cents");
});

test("more rows than one batch leave whole and once, newest first", async () => {
  await sql(
    "insert into stripe_events (id, type, livemode, payload, received_at) select 'evt_' || n, 'charge.succeeded', false, '{}', now() - n * interval '1 second' from generate_series(1, 2500) n",
  );
  const lines = (await read("stripe-events")).trim().split("\n").slice(1);
  expect(lines.map((line) => line.split(",")[0])).toEqual(
    Array.from({ length: 2_500 }, (_, i) => `evt_${i + 1}`),
  );
});

test("a cell that a spreadsheet would run is escaped", async () => {
  await sql("update customers set name = '=HYPERLINK(\"http://bad.example\")' where id = $1", [
    me.id,
  ]);
  const [, line] = (await read("customers", `?q=${me.email}`)).trim().split("\n");
  expect(line).toContain("'=HYPERLINK");
});

test("the same list as JSON, page by page", async () => {
  const page = (path: string) => call(list, { headers, params: { list: "stripe-events" }, path });
  const first = (await page("/?status=received")).body;
  expect(first.rows).toHaveLength(50);
  const second = (await page(`/?status=received&cursor=${first.next_cursor}`)).body;
  expect(second.rows[0].id).toBe("evt_51");
});

test("what isn't a list, a filter or a value of one is refused by name", async () => {
  const ask = (name: string, path: string) => call(list, { headers, params: { list: name }, path });
  expect((await ask("secrets", "/")).status).toBe(400);
  for (const [path, field] of [
    ["/?status=gone", "status"],
    ["/?nonsense=1", "nonsense"],
    ["/?sort=email", "sort"],
    ["/?cursor=x", "cursor"],
  ] as const) {
    const { status, body } = await ask("payments", path);
    expect([status, body.error.fields[0].path], path).toEqual([400, field]);
  }
});

test("a trader gets 403, a token of theirs 401, nobody 401", async () => {
  for (const handler of [list, csv]) {
    const ask = async (sent: Record<string, string>) =>
      (await call(handler, { headers: sent, params: { list: "payments" } })).status;
    expect(await ask(traders)).toBe(403);
    expect(await ask(me.headers)).toBe(401);
    expect(await ask({})).toBe(401);
  }
});
