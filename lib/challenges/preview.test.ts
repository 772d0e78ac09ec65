import { beforeAll, expect, test } from "vitest";
import { census, prop } from "@/testing/prop";
import { newTrader, openAccount, type Trader } from "@/testing/trading";

let me: Trader;
beforeAll(async () => {
  me = await newTrader(60_050n);
});

const preview = async (body: object) => (await prop(me, "POST challenge/preview", { body })).body;

test("a preview of what can be bought tells its price and what is in the wallet, and buys nothing", async () => {
  const before = await census();
  expect(await preview({ program_id: 1, payer_login: me.login })).toEqual({
    can_buy: true,
    price: 499,
    currency: "USD",
    payer_balance: 600.5,
    amount_account_currency: 499,
    conversion_rate: 1,
    warnings: [],
  });
  expect(await census()).toEqual(before);
});

test("a preview of what can't be bought tells the amount that is needed and the one that is there", async () => {
  const payer_login = await openAccount(me, "WALLET-EUR");
  expect(await preview({ program_id: 1, payer_login })).toEqual({
    can_buy: false,
    reason: "CURRENCY_CONVERSION_REQUIRED",
    message: `The price is in USD, account ${payer_login} in EUR.`,
    required_amount: 499,
    available_balance: 0,
  });
});

test("a preview tells nothing of another customer's wallet", async () => {
  const stranger = await newTrader(99_900n);
  expect(await preview({ program_id: 1, payer_login: stranger.login })).toEqual({
    can_buy: false,
    reason: "INVALID_PAYER_ACCOUNT",
    message: "You have no account with this login.",
    required_amount: 499,
    available_balance: null,
  });
});

test("a customer's wallets are listed for a program, by login, each with whether it can pay", async () => {
  const person = await newTrader(49_900n);
  const practice = await openAccount(person, "PRACTICE-USD");
  const { status, body } = await prop(person, "GET programs/[id]/payer-accounts", {
    params: { id: 1 },
  });
  expect([status, body]).toEqual([
    200,
    {
      rows: [
        {
          login: person.login,
          group: "WALLET-USD",
          account_mode: 1,
          currency: "USD",
          balance: 499,
          available: 499,
          eligible: true,
          block_reason: null,
          block_reason_message: null,
        },
        {
          login: practice,
          group: "PRACTICE-USD",
          account_mode: 0,
          currency: "USD",
          balance: 0,
          available: 0,
          eligible: false,
          block_reason: "PAYER_ACCOUNT_NOT_REAL",
          block_reason_message: `Account ${practice} is a DEMO account: its money can't pay.`,
        },
      ],
      openable_currency: null,
    },
  ]);
});
