import { beforeEach, describe, expect, test } from "vitest";
import { newTrader, openAccount, type Trader } from "@/testing/actors/trader";
import { sql } from "@/testing/database/sql";
import { verdict } from "@/testing/database/verdict";

// What the ledger's tables reject by themselves, although it doesn't come from the trading server.

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
  moves: true,
  marks: true,
};
interface Operation {
  login: number;
  amount: number;
  command: number;
  currency: string;
  /** By how much the stored balance is wrong; null for no balance. */
  balance: number | null;
  /** Whether the account's balance changes, and the reversed operation is marked. */
  moves: boolean;
  marks: boolean;
  refusal: string | null;
  reverses: number | null;
  reason: string;
  apiData: object;
  sides: Side[];
}

/** Writes an operation of 1 USD into the wallet, with its postings, unless `fields` say otherwise. */
function write(fields: Partial<Operation> = {}) {
  const o = { login: me.login, ...plain, ...fields };
  const { command = o.amount > 0 ? 6 : 8, sides = between(o.login, o.amount) } = fields;
  return verdict(
    `with before as (
      select coalesce((select balance_after_cents from finance_operations where login = $1 and refusal is null
        order by order_no desc limit 1), 0) as cents
    ), operation as (
      insert into finance_operations (login, command, amount_cents, currency, balance_after_cents, refusal, reverses_order, reason, comment, api_data, request_key)
      select $1, $2, $3, $4, before.cents + $3::bigint + $5::bigint, $6, $7, $8, 'A_TEST', $9, gen_random_uuid() from before
      returning order_no, login, balance_after_cents
    ), moved as (
      update trading_accounts set balance_cents = balance_after_cents from operation
      where trading_accounts.login = operation.login and balance_after_cents is not null and $11
    ), reversed as (
      update finance_operations o set reversed_by_order = operation.order_no
      from operation where o.order_no = $7 and o.reversed_by_order is null and $12
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
      o.moves,
      o.marks,
    ],
  );
}
const rejected = { refusal: "REFUSED", balance: null };

test("finance_operations: an operation with both postings, or a rejected one without → accepted", async () => {
  expect([await write(), await write({ ...rejected, sides: [] })]).toEqual([
    "accepted",
    "accepted",
  ]);
});

describe("finance_operations: postings that don't balance → rejected:", () => {
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
    [
      "a debt instead of the house",
      () =>
        write({
          sides: [
            { login: me.login, amount: 100 },
            { house: "customer_debts", amount: -100 },
          ],
        }),
    ],
    ["another amount", () => write({ sides: between(me.login, 200) })],
    [
      "another account",
      async () => write({ sides: between(await openAccount(me, "WALLET-USD"), 100) }),
    ],
    ["a refused one with sides", () => write({ ...rejected, sides: between(me.login, 100) })],
  ])("%s", async (_, attempt) => {
    expect(await attempt()).toBe("finance_operations_balance");
  });
});

describe("finance_operations: an operation is rejected", () => {
  test.each<[string, string, () => Promise<string>]>([
    ["in against its sign", "finance_operations_sign", () => write({ command: 8 })],
    ["out against its sign", "finance_operations_sign", () => write({ amount: -100, command: 6 })],
    ["over nothing", "finance_operations_sign", () => write({ amount: 0 })],
    ["in a foreign currency", "finance_operations_account", () => write({ currency: "eur" })],
    ["off the balance before it", "finance_operations_follow", () => write({ balance: 1 })],
    ["without moving its account", "trading_accounts_balance", () => write({ moves: false })],
    [
      "as a reversal that its original doesn't know of",
      "finance_operations_reversal_marked",
      () => write({ amount: -10_000, reverses: order, marks: false }),
    ],
    [
      "as the reversal of a refused one",
      "finance_operations_reversal",
      async () => {
        expect(await write({ ...rejected, amount: 5_000, sides: [] })).toBe("accepted");
        const { rows } = await sql("select max(order_no) as order from finance_operations");
        return write({ amount: -5_000, reverses: rows[0].order, marks: false });
      },
    ],
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
          login: await openAccount(me, "PRACTICE-USD"),
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
      () => write({ ...rejected, amount: -10_000, reverses: order, sides: [] }),
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
