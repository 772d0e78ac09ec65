import { beforeAll, expect, test } from "vitest";
import { newTrader, openAccount, type Trader } from "@/testing/actors/trader";
import { as } from "@/testing/http/client";
import { rowCounts } from "@/testing/purchases/counts";

let me: Trader;
beforeAll(async () => {
  me = await newTrader(60_050n);
});

const preview = async (body: object) => (await as(me).post("/prop/challenge/preview", body)).body;

test("POST /prop/challenge/preview: a program that can be bought → its price and the balance, nothing bought", async () => {
  const before = await rowCounts();
  expect(await preview({ program_id: 1, payer_login: me.login })).toEqual({
    can_buy: true,
    price: 499,
    currency: "USD",
    payer_balance: 600.5,
    amount_account_currency: 499,
    conversion_rate: 1,
    warnings: [],
  });
  expect(await rowCounts()).toEqual(before);
});

test("POST /prop/challenge/preview: the wallet is below the price → NOT_ENOUGH_FUNDS with both amounts", async () => {
  const payer_login = await openAccount(me, "WALLET-EUR");
  expect(await preview({ program_id: 1, payer_login })).toEqual({
    can_buy: false,
    reason: "CURRENCY_CONVERSION_REQUIRED",
    message: `The price is in USD, but account ${payer_login} is in EUR.`,
    required_amount: 499,
    available_balance: 0,
  });
});

test("POST /prop/challenge/preview: another customer's wallet → nothing about it", async () => {
  const stranger = await newTrader(99_900n);
  expect(await preview({ program_id: 1, payer_login: stranger.login })).toEqual({
    can_buy: false,
    reason: "INVALID_PAYER_ACCOUNT",
    message: "No account found with this login.",
    required_amount: 499,
    available_balance: null,
  });
});

test("GET /prop/programs/[id]/payer-accounts: a customer's wallets → by login, each with whether it can pay", async () => {
  const trader = await newTrader(49_900n);
  const practice = await openAccount(trader, "PRACTICE-USD");
  const { status, body } = await as(trader).get(`/prop/programs/${1}/payer-accounts`);
  expect([status, body]).toEqual([
    200,
    {
      rows: [
        {
          login: trader.login,
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
          block_reason_message: `Account ${practice} is a practice account and can't be used to pay.`,
        },
      ],
      openable_currency: null,
    },
  ]);
});
