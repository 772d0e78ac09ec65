import { beforeAll, expect, test } from "vitest";
import { buyFromWallet, fund, newTrader, openAccount, type Trader } from "@/testing/actors/trader";
import { as } from "@/testing/http/client";

let me: Trader;
beforeAll(async () => {
  me = await newTrader(60_000n);
});

const operations = (login: number, query = {}, by = me) =>
  as(by).get(`/prop/accounts/${login}/operations`, { query });
const amountsOf = ({ body }: Awaited<ReturnType<typeof operations>>) =>
  body.rows.map(({ amount }: { amount: number }) => amount);

test("GET /prop/accounts: a customer's accounts → by login, with every documented field", async () => {
  const { account } = (await buyFromWallet(me)).body;
  const euro = await openAccount(me, "WALLET-EUR");
  const { status, body } = await as(me).get("/prop/accounts");
  const wallet = {
    login: me.login,
    group: "WALLET-USD",
    brand: "brand-a",
    account_mode: 1,
    account_mode_name: "REAL",
    purpose: "wallet",
    currency: "USD",
    balance: 101,
    debt: 0,
    available: 101,
    leverage: 100,
    enable: 1,
    customer_id: me.id,
    must_change_password: false,
    created_time: expect.closeTo(Date.now() / 1000, -2),
  };
  expect([status, body]).toEqual([
    200,
    {
      rows: [
        wallet,
        { ...wallet, login: euro, group: "WALLET-EUR", currency: "EUR", balance: 0, available: 0 },
        {
          ...wallet,
          login: account.login,
          group: "PROP-DEMO-100K",
          account_mode: 0,
          account_mode_name: "DEMO",
          purpose: "challenge",
          balance: 100_000,
          available: 100_000,
          must_change_password: true,
        },
      ],
    },
  ]);
  expect(Number.isInteger(body.rows[0].created_time)).toBe(true);
});

test("GET /prop/accounts/[login]/operations: an operation → every documented field", async () => {
  const login = await openAccount(me, "WALLET-USD");
  await fund(login, 12_345n);
  const { body } = await operations(login);
  expect(body).toEqual({
    rows: [
      {
        order: expect.any(Number),
        login,
        command: 6,
        command_name: "OP_BALANCE_IN",
        amount: 123.45,
        balance_after: 123.45,
        debt_change: 0,
        currency: "USD",
        reason: "TR_REASON_DEPOSIT",
        comment: "TEST_DEPOSIT",
        api_data: {},
        reverses_order: null,
        reversed_by_order: null,
        created_time: expect.closeTo(Date.now() / 1000, -2),
      },
    ],
    next_cursor: null,
  });
});

test("GET /prop/accounts/[login]/operations: page after page → newest first, each operation once", async () => {
  const login = await openAccount(me, "WALLET-USD");
  for (const cents of [100n, 200n, 300n, 400n, 500n]) await fund(login, cents);
  const first = await operations(login, { limit: 2 });
  expect([amountsOf(first), first.body.next_cursor]).toEqual([[5, 4], first.body.rows[1].order]);
  // An operation booked between two pages shifts nothing onto the next page.
  await fund(login, 600n);
  const second = await operations(login, { limit: 2, cursor: first.body.next_cursor });
  expect(amountsOf(second)).toEqual([3, 2]);
  const last = await operations(login, { limit: 2, cursor: second.body.next_cursor });
  expect([amountsOf(last), last.body.next_cursor]).toEqual([[1], null]);
  expect(amountsOf(await operations(login))).toEqual([6, 5, 4, 3, 2, 1]);
});

test("GET /prop/accounts/[login]: another customer's account → NOT_FOUND, as an unknown one", async () => {
  const stranger = await newTrader();
  const foreign = await operations(me.login, {}, stranger);
  const unknown = await operations(2_147_483_647);
  expect([foreign.status, foreign.body.error.code]).toEqual([404, "NOT_FOUND"]);
  expect(foreign.body.error.message).toBe(unknown.body.error.message);
  const { body } = await as(stranger).get("/prop/accounts");
  expect(body.rows).toMatchObject([{ login: stranger.login }]);
});

test.each<[string, object]>([
  ["limit", { limit: 0 }],
  ["limit", { limit: 101 }],
  ["cursor", { cursor: "x" }],
  ["cursor", { cursor: 0 }],
  ["page", { page: 1 }],
])(
  "GET /prop/accounts/[login]/operations: an invalid %s, %j → INVALID_REQUEST",
  async (path, query) => {
    const { status, body } = await operations(me.login, query);
    expect([status, body.error.fields]).toEqual([400, [{ path, message: expect.any(String) }]]);
  },
);
