import { beforeAll, describe, expect, test } from "vitest";
import { call, newCustomer } from "@/testing/api";
import { handlerOf } from "@/testing/routes";
import { buy, tier25k } from "@/testing/stripe";

const checkout = await handlerOf("POST /api/v2/payments/checkout");
const payments = await handlerOf("GET /api/v2/payments");
const accounts = await handlerOf("GET /api/v2/payments/prop-accounts");

const MADE = 7;
let headers: Record<string, string>;
beforeAll(async () => {
  ({ headers } = await newCustomer());
  for (let n = 0; n < MADE; n++) {
    const key = { "idempotency-key": `page ${n}` };
    await call(checkout, { method: "POST", body: tier25k, headers: { ...headers, ...key } });
  }
  const stranger = await newCustomer();
  await buy(stranger.headers);
});

const list = (search: string, path = "/api/v2/payments") =>
  call(payments, { path: path + search, headers });
const nextOf = (answer: { headers: Headers }) =>
  /^<([^>]+)>; rel="next"$/.exec(answer.headers.get("link") ?? "")?.[1];
type Row = { payment_id: string };
const ids = (body: Row[]) => body.map((row) => row.payment_id);

describe.each(["0", "101", "-1", "1.5", "abc", "", "1e9", "NaN"])("?limit=%s", (limit) => {
  test.each([
    ["payments", payments],
    ["prop accounts", accounts],
  ])("of %s is INVALID_REQUEST", async (_, handler) => {
    const { status, body } = await call(handler, { path: `/?limit=${limit}`, headers });
    expect([status, body.error.code]).toEqual([400, "INVALID_REQUEST"]);
    expect(body.error.fields).toEqual([{ path: "limit", message: expect.any(String) }]);
  });
});

test.each(["order=asc", "cursor=", `cursor=${"x".repeat(101)}`, "cursor=%00"])(
  "?%s is INVALID_REQUEST",
  async (search) => {
    const { status, body } = await list(`?${search}`);
    expect([status, body.error.code]).toEqual([400, "INVALID_REQUEST"]);
  },
);

test.each([1, 2, 3, 6])(
  "pages of %i, walked by their Link headers, hold each row once, newest first",
  async (limit) => {
    const seen: string[] = [];
    let next: string | undefined = `http://propdesk.localhost/v2/payments?limit=${limit}`;
    for (let pages = 0; next; pages++) {
      expect(pages).toBeLessThan(MADE);
      const { pathname, search }: URL = new URL(next);
      const answer = await list(search, pathname);
      expect(answer.body.length).toBeGreaterThan(0);
      seen.push(...ids(answer.body));
      next = nextOf(answer);
    }
    expect(new Set(seen).size).toBe(MADE);
    expect(seen).toEqual([...seen].sort().reverse());
  },
);

test("the Link header's address is the published one: our origin, no /api, the same query", async () => {
  for (const path of ["/api/v2/payments", "/v2/payments"]) {
    const answer = await list("?limit=2", path);
    const cursor = ids(answer.body).at(-1);
    expect(nextOf(answer)).toBe(`http://propdesk.localhost/v2/payments?limit=2&cursor=${cursor}`);
  }
});

test.each([`?limit=${MADE}`, "?limit=100", ""])(
  "a list that ends with its page (%s) has no Link header",
  async (search) => {
    const answer = await list(search);
    expect(answer.body).toHaveLength(MADE);
    expect(answer.headers.has("link")).toBe(false);
  },
);

test("a row that is made between two pages moves nothing", async () => {
  const first = await list("?limit=3");
  await buy(headers);
  const { search } = new URL(nextOf(first) ?? "");
  const second = await list(search);
  expect(ids(second.body)).toHaveLength(3);
  expect(ids(second.body).filter((id) => ids(first.body).includes(id))).toEqual([]);
});

test("a cursor of somebody else's row shows nobody else's rows", async () => {
  const mine = ids((await list("?limit=100")).body);
  const theirs = await buy((await newCustomer()).headers);
  const { body } = await list(`?cursor=${theirs.payment_id}&limit=100`);
  expect(mine).toEqual(expect.arrayContaining(ids(body)));
});

test.each(["pay_zzz", "zzz", "'; drop table payments; --"])(
  "the cursor %s is refused",
  async (cursor) => {
    const { status, body } = await list(`?cursor=${encodeURIComponent(cursor)}`);
    expect([status, body.error.code, body.error.fields[0].path]).toEqual([
      400,
      "INVALID_REQUEST",
      "cursor",
    ]);
  },
);
