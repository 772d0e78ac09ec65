import { beforeEach, describe, expect, test } from "vitest";
import { sql } from "@/testing/callers";
import { newTrader, openAccount, type Trader } from "@/testing/trading";
import { verdict } from "@/testing/verdict";

// What the ledger's tables refuse by themselves, whatever is written past the trading server.

let me: Trader;
/** The order of the deposit of 100 USD that is in the wallet. */
let order: number;
beforeEach(async () => {
  me = await newTrader(10_000n);
  const { rows } = await sql("select max(order_no) as order from finance_operations");
  order = rows[0].order;
});

interface Side {
  login?: number;
  house?: string;
  amount: number;
}
const between = (login: number, amount: number): Side[] => [
  { login, amount },
  { house: "card_deposits", amount: -amount },
];

const plain = {
  amount: 100,
  currency: "usd",
  balance: 0,
  refusal: null,
  reverses: null,
  reason: "TR_REASON_DEPOSIT",
  apiData: {},
};
interface Operation {
  login: number;
  amount: number;
  command: number;
  currency: string;
  balance: number | null;
  refusal: string | null;
  reverses: number | null;
  reason: string;
  apiData: object;
  sides: Side[];
}

/** Writes an operation of 1 USD into the wallet, unless told, with its postings. */
function write(wanted: Partial<Operation> = {}) {
  const o = { login: me.login, ...plain, ...wanted };
  const { command = o.amount > 0 ? 6 : 8, sides = between(o.login, o.amount) } = wanted;
  return verdict(
    `with operation as (
      insert into finance_operations (login, command, amount_cents, currency, balance_after_cents, refusal, reverses_order, reason, comment, api_data, request_key)
      values ($1, $2, $3, $4, $5, $6, $7, $8, 'A_TEST', $9, gen_random_uuid()) returning order_no
    )
    insert into postings (order_no, login, house_account, amount_cents, currency)
    select order_no, side.login, house, amount, $4
    from operation, jsonb_to_recordset($10) as side (login int, house text, amount bigint)`,
    [
      o.login,
      command,
      o.amount,
      o.currency,
      o.balance,
      o.refusal,
      o.reverses,
      o.reason,
      o.apiData,
      JSON.stringify(sides),
    ],
  );
}
const refused = { refusal: "REFUSED", balance: null };

test("an operation with both of its sides is accepted, and a refused one with none", async () => {
  expect([await write(), await write({ ...refused, sides: [] })]).toEqual(["accepted", "accepted"]);
});

describe("an operation whose postings don't balance is refused when it is committed:", () => {
  test.each<[string, () => Promise<string>]>([
    ["no sides", () => write({ sides: [] })],
    ["one side", () => write({ sides: [{ login: me.login, amount: 100 }] })],
    [
      "a cent too little",
      () =>
        write({
          sides: [
            { login: me.login, amount: 100 },
            { house: "card_deposits", amount: -99 },
          ],
        }),
    ],
    ["another amount", () => write({ sides: between(me.login, 200) })],
    [
      "another account",
      async () => write({ sides: between(await openAccount(me, "WALLET-USD"), 100) }),
    ],
    ["a refused one with sides", () => write({ ...refused, sides: between(me.login, 100) })],
  ])("%s", async (_, attempt) => {
    expect(await attempt()).toBe("finance_operations_balance");
  });
});

describe("an operation is refused", () => {
  test.each<[string, string, () => Promise<string>]>([
    ["in against its sign", "finance_operations_sign", () => write({ command: 8 })],
    ["out against its sign", "finance_operations_sign", () => write({ amount: -100, command: 6 })],
    ["over nothing", "finance_operations_sign", () => write({ amount: 0 })],
    ["in a foreign currency", "finance_operations_account", () => write({ currency: "eur" })],
    ["without a balance", "finance_operations_done", () => write({ balance: null })],
    [
      "as a reversal in part",
      "finance_operations_reversal",
      () => write({ amount: -9_999, reverses: order }),
    ],
    [
      "as a reversal of another account's",
      "finance_operations_reversal",
      async () =>
        write({
          login: await openAccount(me, "WALLET-USD"),
          amount: -10_000,
          reverses: order,
        }),
    ],
    [
      "as a second reversal",
      "finance_operations_reverses_order_unique",
      async () => {
        expect(await write({ amount: -10_000, reverses: order })).toBe("accepted");
        return write({ amount: -10_000, reverses: order });
      },
    ],
    [
      "as a refused reversal",
      "finance_operations_refused_reverses_nothing",
      () => write({ ...refused, amount: -10_000, reverses: order, sides: [] }),
    ],
    [
      "as a purchase's second fee",
      "finance_operations_one_per_purchase",
      async () => {
        const fee = { reason: "TR_REASON_PROP", apiData: { purchase_id: me.id } };
        expect(await write(fee)).toBe("accepted");
        return write(fee);
      },
    ],
  ])("%s", async (_, rule, attempt) => {
    expect(await attempt()).toBe(rule);
  });
});
