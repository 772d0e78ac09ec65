import { beforeEach, expect, test } from "vitest";
import { listWalletCurrencies } from "@/lib/catalog";
import { database } from "@/lib/core/database";
import { tradingServer } from "@/lib/trading";
import { type Customer, newCustomer } from "@/testing/actors/customer";
import { contextOf, newTrader, type Trader } from "@/testing/actors/trader";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { openProgramWallet } from "./open-program-wallet";

let me: Trader;
let eur: string;
let usd: string;
beforeEach(async () => {
  me = await newTrader();
  const idOf = async (name: string) =>
    String((await sql("select id from programs where name = $1", [name])).rows[0].id);
  eur = await idOf("one-phase-50k-eur");
  usd = await idOf("one-phase-25k");
});

const open = (id = eur, customer: Customer = me) =>
  as(customer).post(`/prop/programs/${id}/wallet`);
const offered = async (id = eur) =>
  (await as(me).get(`/prop/programs/${id}/payer-accounts`)).body.openable_currency;
const walletsIn = async (currency: string) =>
  (
    await sql(
      "select login, group_name, account_mode, balance_cents::int as cents from trading_accounts where customer_id = $1 and purpose = 'wallet' and currency = $2",
      [me.id, currency],
    )
  ).rows;

test("POST /prop/programs/[id]/wallet: ten concurrent calls, and again later → one empty REAL wallet in the program's currency", async () => {
  expect(await offered()).toBe("EUR");
  const responses = await Promise.all(Array.from({ length: 10 }, () => open()));
  responses.push(await open());
  expect(responses.map(({ status }) => status)).toEqual(Array(11).fill(200));
  const [wallet, ...others] = await walletsIn("eur");
  expect(others).toEqual([]);
  expect(wallet).toMatchObject({ group_name: "WALLET-EUR", account_mode: 1, cents: 0 });
  expect(new Set(responses.map(({ body }) => body.login))).toEqual(new Set([wallet.login]));
  expect(responses[0]?.body).toMatchObject({ currency: "EUR", block_reason: "NOT_ENOUGH_FUNDS" });
  expect(await offered()).toBeNull();
});

test("POST /prop/programs/[id]/wallet: the customer has a wallet in the currency → that one, none is opened", async () => {
  const [wallet] = await walletsIn("usd");
  expect(await offered(usd)).toBeNull();
  expect((await open(usd)).body.login).toBe(wallet.login);
  expect(await walletsIn("usd")).toHaveLength(1);
});

test("POST /prop/programs/[id]/wallet: the wallet is disabled → INVALID_STATE, no other is opened", async () => {
  await open();
  await sql("update trading_accounts set enabled = false where customer_id = $1", [me.id]);
  expect(await offered()).toBeNull();
  expect((await open()).body.error.code).toBe("INVALID_STATE");
  expect(await walletsIn("eur")).toHaveLength(1);
});

test("listWalletCurrencies: groups for wallets in two currencies → both, but not those of challenges alone", async () => {
  expect(await listWalletCurrencies(database())).toEqual(["eur", "usd"]);
  const none = { ...tradingServer(database()), listGroups: async () => null };
  expect(await listWalletCurrencies(database(), none)).toBeNull();
});

test("POST /prop/programs/[id]/wallet: no group for wallets in the currency → INVALID_STATE, and no wallet is offered or listed", async () => {
  await sql("update account_groups set archived_at = now() where name = 'WALLET-EUR'");
  try {
    expect(await offered()).toBeNull();
    expect(await listWalletCurrencies(database())).toEqual(["usd"]);
    const { status, body } = await open();
    expect([status, body.error.code]).toEqual([409, "INVALID_STATE"]);
  } finally {
    await sql("update account_groups set archived_at = null where name = 'WALLET-EUR'");
  }
});

test("POST /prop/programs/[id]/wallet: a program that isn't on sale, or is unknown → 404", async () => {
  const { rows } = await sql("select id from programs where name = 'two-phase-200k'");
  expect((await open(String(rows[0].id))).status).toBe(404);
  expect((await open("999999")).status).toBe(404);
});

test("openProgramWallet: the trading server's response is lost → UNAVAILABLE; repeated → the same wallet", async () => {
  const server = tradingServer(database());
  const losing = {
    ...server,
    openAccount: async (request: Parameters<typeof server.openAccount>[0]) => {
      await server.openAccount(request);
      throw new Error("cut off");
    },
  };
  const ctx = contextOf(me);
  await expect(openProgramWallet(ctx, Number(eur), losing)).rejects.toMatchObject({
    code: "UNAVAILABLE",
  });
  const { login } = await openProgramWallet(ctx, Number(eur));
  expect(await walletsIn("eur")).toMatchObject([{ login }]);
});

test("POST /prop/programs/[id]/wallet: two customers → one each", async () => {
  const other = await newCustomer();
  const [mine, theirs] = await Promise.all([open(), open(eur, other)]);
  expect(mine.body.login).not.toBe(theirs.body.login);
});
