import { beforeAll, expect, test } from "vitest";
import { GET as csv } from "@/app/api/admin/lists/[list]/csv/route";
import { type Admin, newAdmin, performAction } from "@/testing/actors/admin";
import {
  type Actor,
  anonymous,
  bearer,
  credentialHeaders,
  inBrowser,
} from "@/testing/actors/credentials";
import { fund, newTrader, type Trader } from "@/testing/actors/trader";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { startCheckout } from "@/testing/stripe/payments";
import { escapeFormulas } from "./export-csv";
import { listNames } from "./schemas";

let admin: Admin;
let me: Trader;
let trader: Actor;

beforeAll(async () => {
  me = await newTrader();
  admin = await newAdmin();
  trader = inBrowser(me);
});

const read = async (name: string, query = "") =>
  (await as(admin).get(`/api/admin/lists/${name}/csv${query}`)).body as string;

/** The file's bytes as text: `read` would remove the byte order mark. */
async function bytesOf(name: string, query = ""): Promise<Buffer> {
  const headers = await credentialHeaders(admin, "admin");
  const request = new Request(`http://propdesk.localhost/${query}`, { headers });
  const response = await csv(request, { params: Promise.resolve({ list: name }) });
  return Buffer.from(await response.arrayBuffer());
}

/** Rows of cells, parsed by RFC 4180. */
const cellsOf = (file: string) =>
  file
    .split("\r\n")
    .slice(0, -1)
    .map((line) => [...line.matchAll(/(?<=^|,)(?:"((?:[^"]|"")*)"|([^",]*))(?=,|$)/g)]);

test("GET /api/admin/lists/[list]/csv: a list → headings, units of the currency, times in ISO 8601", async () => {
  await fund(me.login, 12_345n);
  const lines = (await read("operations", `?q=${me.login}`)).trim().split("\r\n");
  expect(lines[0]).toBe(
    '"id","customer","login","reason","comment","status","created_at","amount","currency"',
  );
  expect(lines[1]).toMatch(
    new RegExp(
      `^\\d+,"${me.email}",${me.login},"TR_REASON_DEPOSIT","TEST_DEPOSIT","booked","\\d{4}-[^,]+Z",123.45,"usd"$`,
    ),
  );
  expect(lines).toHaveLength(2);
});

test("GET /api/admin/lists/payments/csv: a refunded payment → its PaymentIntent and the refunded amount", async () => {
  const { payment_id: id, stripe_payment_intent_id: intent } = await startCheckout(me);
  await sql(
    "insert into payment_refunds (id, payment_id, amount_cents, status) values ('re_1', $1, 5000, 'succeeded'), ('re_2', $1, 250, 'pending'), ('re_3', $1, 700, 'failed')",
    [id],
  );
  await sql(
    "update payments set intent_status = 'succeeded', status = 'succeeded', reusable = false, paid_at = now(), receipt_number = 7 where id = $1",
    [id],
  );
  const [head, line] = (await read("payments", `?q=${intent}`)).trim().split("\r\n");
  expect(head).toBe(
    '"id","customer","what","status","created_at","amount","stripe_payment_intent_id","refunded","receipt_number","currency"',
  );
  expect(line).toMatch(new RegExp(`^"${id}",.*,199,"${intent}",52.5,"R-000007","usd"$`));
  const page = await as(admin).get(`/api/admin/lists/payments?q=${intent}`);
  expect(Object.keys(page.body.rows[0])).not.toContain("refunded_cents");
});

test("exportCsv: a cell that a spreadsheet would run → escaped", async () => {
  await sql("update customers set name = '=HYPERLINK(\"http://bad.example\")' where id = $1", [
    me.id,
  ]);
  const [, line] = (await read("customers", `?q=${me.email}`)).trim().split("\r\n");
  expect(line).toContain("'=HYPERLINK");
});

test.each(listNames)(
  "GET /api/admin/lists/%s/csv: any row → begins with a byte order mark, ends lines with CRLF, quotes every text",
  async (name) => {
    const file = await bytesOf(name);
    expect([...file.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const [head = [], ...rows] = cellsOf(file.subarray(3).toString("utf8"));
    expect(file.toString("latin1").replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    for (const row of [head, ...rows]) expect(row).toHaveLength(head.length);
    for (const [cell, quoted] of rows.flat()) {
      // A cell without quotes is a number or empty.
      if (quoted === undefined) expect(cell).toMatch(/^(-?\d+(\.\d+)?)?$/);
    }
  },
);

test("GET /api/admin/lists/customers/csv: a name in any script, with ; and quotes → UTF-8, one cell", async () => {
  const name = `Łukasz Żółć 主婦 José; "Q"`;
  await sql("update customers set name = $2 where id = $1", [me.id, name]);
  const file = (await bytesOf("customers", `?q=${me.email}`)).subarray(3).toString("utf8");
  expect(file).toContain('"Łukasz Żółć 主婦 José; ""Q""",');
});

test.each([
  ["=1+1", "'=1+1"],
  ["-1+1", "'-1+1"],
  ["Ann;=cmd|' /C calc'!A0;", "Ann;'=cmd|' /C calc'!A0;"],
  ["Ann; +1", "Ann; '+1"],
  ["a\r\n@SUM(A1)", "a\r\n'@SUM(A1)"],
  ["a\t=1", "a\t'=1"],
  ["\t1", "'\t1"],
  ["＝1", "'＝1"],
  ["x;＋1;－1;＠1", "x;'＋1;'－1;'＠1"],
  [" =1", " '=1"],
  ['a;"=1', `a;"'=1`],
  ["refund, -10% as agreed; see a=b", "refund, -10% as agreed; see a=b"],
])("escapeFormulas: %j → %j", (text, escaped) => {
  expect(escapeFormulas(text)).toBe(escaped);
});

test("GET /api/admin/lists/operations/csv: a negative amount → stays a number", async () => {
  await fund(me.login, 1_000n);
  await performAction(admin, "wallet.debit", {
    login: me.login,
    amount_cents: 250,
    idempotency_key: crypto.randomUUID(),
  });
  const [, line] = (await read("operations", `?q=${me.login}`)).trim().split("\r\n");
  expect(line).toMatch(/,-2\.5,"usd"$/);
});

test("exportCsv: more rows than one batch → every row once, newest first", async () => {
  await sql(
    "insert into stripe_events (id, type, livemode, payload, received_at) select 'evt_' || n, 'charge.succeeded', false, '{}', now() - n * interval '1 second' from generate_series(1, 2500) n",
  );
  const lines = (await read("stripe-events")).trim().split("\r\n").slice(1);
  expect(lines.map((line) => line.split(",")[0])).toEqual(
    Array.from({ length: 2_500 }, (_, i) => `"evt_${i + 1}"`),
  );
});

test("GET /api/admin/lists/[list]: a cursor → the next page", async () => {
  const page = (query: string) => as(admin).get(`/api/admin/lists/stripe-events${query}`);
  const first = (await page("?status=received")).body;
  expect(first.rows).toHaveLength(50);
  const second = (await page(`?status=received&cursor=${first.next_cursor}`)).body;
  expect(second.rows[0].id).toBe("evt_51");
});

test("GET /api/admin/lists/[list]: an unknown list, filter or value → 400 with its name", async () => {
  const read = (name: string, query: string) => as(admin).get(`/api/admin/lists/${name}${query}`);
  expect((await read("secrets", "")).status).toBe(400);
  for (const [query, field] of [
    ["?status=gone", "status"],
    ["?nonsense=1", "nonsense"],
    ["?sort=email", "sort"],
    ["?cursor=x", "cursor"],
  ] as const) {
    const { status, body } = await read("payments", query);
    expect([status, body.error.fields[0].path], query).toEqual([400, field]);
  }
});

test("GET /api/admin/lists/[list]: a trader's cookie → 403, their token → 401, anonymous → 401", async () => {
  for (const path of ["/api/admin/lists/payments", "/api/admin/lists/payments/csv"]) {
    const statusFor = async (actor: Actor) => (await as(actor).get(path)).status;
    expect(await statusFor(trader)).toBe(403);
    expect(await statusFor({ headers: bearer(me.session.token) })).toBe(401);
    expect(await statusFor(anonymous)).toBe(401);
  }
});
