import { beforeAll, describe, expect, test } from "vitest";
import { credentialHeaders } from "@/testing/actors/credentials";
import { type Customer, newCustomer } from "@/testing/actors/customer";
import { callHandler } from "@/testing/http/call-handler";
import { as } from "@/testing/http/client";
import { handlerOf } from "@/testing/http/routes";
import { startCheckout } from "@/testing/stripe/payments";

const MADE = 7;
let me: Customer;
beforeAll(async () => {
  me = await newCustomer();
  for (let n = 0; n < MADE; n++) await startCheckout(me, { key: `page ${n}` });
  const stranger = await newCustomer();
  await startCheckout(stranger);
});

const list = (search: string) => as(me).get(`/v2/payments${search}`);
const nextOf = (response: { headers: Headers }) =>
  /^<([^>]+)>; rel="next"$/.exec(response.headers.get("link") ?? "")?.[1];
type Row = { payment_id: string };
const ids = (body: Row[]) => body.map((row) => row.payment_id);

describe.each(["0", "101", "-1", "1.5", "abc", "", "1e9", "NaN"])("?limit=%s", (limit) => {
  test.each([
    ["payments", "/v2/payments"],
    ["prop accounts", "/v2/payments/prop-accounts"],
  ])("of %s is INVALID_REQUEST", async (_, path) => {
    const { status, body } = await as(me).get(`${path}?limit=${limit}`);
    expect([status, body.error.code]).toEqual([400, "INVALID_REQUEST"]);
    expect(body.error.fields).toEqual([{ path: "limit", message: expect.any(String) }]);
  });
});

test.each(["order=asc", "cursor=", `cursor=${"x".repeat(101)}`, "cursor=%00"])(
  "GET lists: ?%s → INVALID_REQUEST",
  async (search) => {
    const { status, body } = await list(`?${search}`);
    expect([status, body.error.code]).toEqual([400, "INVALID_REQUEST"]);
  },
);

test.each([1, 2, 3, 6])(
  "GET lists: pages of %i, followed by their Link headers → each row once, newest first",
  async (limit) => {
    const collected: string[] = [];
    let next: string | undefined = `http://propdesk.localhost/v2/payments?limit=${limit}`;
    for (let pages = 0; next; pages++) {
      expect(pages).toBeLessThan(MADE);
      const { search }: URL = new URL(next);
      const response = await list(search);
      expect(response.body.length).toBeGreaterThan(0);
      collected.push(...ids(response.body));
      next = nextOf(response);
    }
    expect(new Set(collected).size).toBe(MADE);
    expect(collected).toEqual([...collected].sort().reverse());
  },
);

test("listResponse: the next page's address → our origin, no /api, the same query", async () => {
  const handler = await handlerOf("GET /api/v2/payments");
  for (const pathname of ["/api/v2/payments", "/v2/payments"]) {
    const headers = await credentialHeaders(me, "app+session");
    const response = await callHandler(handler, { path: `${pathname}?limit=2`, headers });
    const cursor = ids(response.body).at(-1);
    expect(nextOf(response)).toBe(`http://propdesk.localhost/v2/payments?limit=2&cursor=${cursor}`);
  }
});

test.each([`?limit=${MADE}`, "?limit=100", ""])(
  "GET lists: a list that ends with its page (%s) → no Link header",
  async (search) => {
    const response = await list(search);
    expect(response.body).toHaveLength(MADE);
    expect(response.headers.has("link")).toBe(false);
  },
);

test("GET lists: a row is inserted between two pages → no row is repeated or left out", async () => {
  const first = await list("?limit=3");
  await startCheckout(me);
  const { search } = new URL(nextOf(first) ?? "");
  const second = await list(search);
  expect(ids(second.body)).toHaveLength(3);
  expect(ids(second.body).filter((id) => ids(first.body).includes(id))).toEqual([]);
});

test("GET lists: a cursor of another customer's row → none of that customer's rows", async () => {
  const mine = ids((await list("?limit=100")).body);
  const theirs = await startCheckout(await newCustomer());
  const { body } = await list(`?cursor=${theirs.payment_id}&limit=100`);
  expect(mine).toEqual(expect.arrayContaining(ids(body)));
});

test.each(["pay_zzz", "zzz", "'; drop table payments; --"])(
  "GET lists: the cursor %s → INVALID_REQUEST",
  async (cursor) => {
    const { status, body } = await list(`?cursor=${encodeURIComponent(cursor)}`);
    expect([status, body.error.code, body.error.fields[0].path]).toEqual([
      400,
      "INVALID_REQUEST",
      "cursor",
    ]);
  },
);
