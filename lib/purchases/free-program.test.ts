import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { inTransaction } from "@/db/transaction";
import { database } from "@/lib/core/database";
import { newAdmin, performAction } from "@/testing/actors/admin";
import {
  buyFromWallet,
  contextOf,
  newTrader,
  openAccount,
  type Trader,
} from "@/testing/actors/trader";
import { sql } from "@/testing/database/sql";
import { faultyServer } from "@/testing/faults/trading-server";
import { as } from "@/testing/http/client";
import { buyChallenge } from "./buy";
import { reopenPurchase } from "./saga/reopen";

// The trial of the demo catalog.
const FREE = 4;

test("POST /prop/challenge/buy: a free program → active, without a fee and without a payment_order", async () => {
  const trader = await newTrader();
  const { status, body } = await buyFromWallet(trader, { program_id: FREE });
  expect(status).toBe(200);
  expect(body).not.toHaveProperty("payment_order");
  expect(body).toMatchObject({
    purchase: { amount: 0, status: 3, payment_status: "not_required", failure_reason: "" },
    account: { group: "PROP-DEMO-10K" },
    initial_balance_order: expect.any(Number),
  });
  const { rows } = await sql(
    "select comment from finance_operations where api_data ->> 'customer_id' = $1",
    [String(trader.id)],
  );
  expect(rows).toEqual([{ comment: "PROP_CHALLENGE_INITIAL_BALANCE" }]);
});

test("POST /prop/challenge/buy: a free program with a payer of the wrong kind → rejected as for any program", async () => {
  const trader = await newTrader();
  const without = await as(trader).post("/prop/challenge/buy", { program_id: FREE });
  expect(without.body.error.fields).toEqual([{ path: "payer_login", message: "is required" }]);
  const codes = [];
  for (const group of ["WALLET-EUR", "PRACTICE-USD"]) {
    const payer_login = await openAccount(trader, group);
    codes.push((await buyFromWallet(trader, { program_id: FREE, payer_login })).body.error.code);
  }
  expect(codes).toEqual(["CURRENCY_CONVERSION_REQUIRED", "PAYER_ACCOUNT_NOT_REAL"]);
});

const takeFree = (trader: Trader) => buyFromWallet(trader, { program_id: FREE });
const limit = (times: number | null) =>
  sql("update programs set free_limit = $1 where id = $2", [times, FREE]);
const endChallenge = (trader: Trader) =>
  sql("update challenges set status = 3, ended_at = now() where customer_id = $1", [trader.id]);
const accountsOf = async (trader: Trader) =>
  (await sql("select from challenges where customer_id = $1", [trader.id])).rows.length;

test("POST /prop/challenge/buy: a free program 60 times concurrently → one account, the others FREE_TIER_LIMIT", async () => {
  // Cached, so that the atomic statement is among them.
  await takeFree(await newTrader());
  const trader = await newTrader();
  const responses = await Promise.all(Array.from({ length: 60 }, () => takeFree(trader)));
  const codes = responses.map(({ status, body }) => (status === 200 ? 200 : body.error.code));
  expect(codes.filter((code) => code === 200)).toHaveLength(1);
  expect(codes.filter((code) => code === "FREE_TIER_LIMIT")).toHaveLength(59);
  expect(await accountsOf(trader)).toBe(1);
});

test("buyChallenge: a free program 20 times concurrently by the saga → one account", async () => {
  const trader = await newTrader();
  const server = faultyServer(() => undefined);
  const input = { program_id: FREE, payer_login: trader.login };
  const responses = await Promise.allSettled(
    Array.from({ length: 20 }, () => buyChallenge(contextOf(trader), input, server)),
  );
  const rejected = responses.flatMap((it) => (it.status === "rejected" ? [it.reason.code] : []));
  expect(rejected).toEqual(Array(19).fill("FREE_TIER_LIMIT"));
  expect(await accountsOf(trader)).toBe(1);
});

test("POST /prop/challenge/buy: a free program whose challenge has ended → bought again, up to its limit", async () => {
  const trader = await newTrader();
  await limit(2);
  try {
    const statuses = [];
    for (let n = 0; n < 3; n++) {
      statuses.push((await takeFree(trader)).status);
      await endChallenge(trader);
    }
    expect(statuses).toEqual([200, 200, 409]);
    const third = await takeFree(trader);
    expect(third.body.error).toMatchObject({
      code: "FREE_TIER_LIMIT",
      message: "This challenge is free 2 times per customer, and you've reached that limit.",
    });
    const preview = await as(trader).post("/prop/challenge/preview", {
      program_id: FREE,
      payer_login: trader.login,
    });
    expect(preview.body).toMatchObject({ can_buy: false, reason: "FREE_TIER_LIMIT" });
  } finally {
    await limit(null);
  }
});

test("POST /prop/purchases/[id]/retry: a failed free program that was bought again since → FREE_TIER_LIMIT", async () => {
  const trader = await newTrader();
  const server = faultyServer((step) => (step === "account" ? "reject" : undefined));
  const input = { program_id: FREE, payer_login: trader.login };
  await buyChallenge(contextOf(trader), input, server).catch(() => {});
  const [failed] = (
    await sql("select id, status, free_running from purchases where customer_id = $1", [trader.id])
  ).rows;
  expect(failed).toMatchObject({ status: 4, free_running: false });
  expect((await takeFree(trader)).status).toBe(200);
  const retried = await as(trader).post(`/prop/purchases/${failed.id}/retry`);
  expect(retried.body.error.code).toBe("FREE_TIER_LIMIT");
  // Also if it was checked before the other one existed: the index rejects it.
  const again = inTransaction(database(), (tx) => reopenPurchase(tx, failed.id));
  await expect(again).rejects.toMatchObject({ code: "FREE_TIER_LIMIT" });
});

test("action challenge.grant: a free program that the customer has → granted beside it, and not counted", async () => {
  const trader = await newTrader();
  await limit(1);
  try {
    expect((await takeFree(trader)).status).toBe(200);
    const granted = await performAction(await newAdmin(), "challenge.grant", {
      user_id: trader.publicId,
      program_id: FREE,
      idempotency_key: crypto.randomUUID(),
      despite_purchases: true,
    });
    expect([granted.status, await accountsOf(trader)]).toEqual([200, 2]);
    expect(await running(trader)).toEqual([true, null]);
  } finally {
    await limit(null);
  }
});

/** The row that the release before `free_running` writes when a customer takes the program. */
const takeFromOldRelease = async (trader: Trader) =>
  (
    await sql(
      `insert into purchases (customer_id, program_id, program, payer_login, amount_cents, currency, account_amount_cents, account_group, account_currency, initial_balance_cents, status, terms_version, consent_ip, consent_user_agent)
       select $1, p.program_id, p.program, $2, 0, p.currency, 0, p.account_group, p.account_currency, p.initial_balance_cents, 1, '1', 'unknown', ''
       from purchases p where p.program_id = $3 and p.status = 3 limit 1 returning id`,
      [trader.id, trader.login, FREE],
    )
  ).rows[0].id as number;
const running = async (trader: Trader) =>
  (
    await sql("select free_running from purchases where customer_id = $1 order by id", [trader.id])
  ).rows.map(({ free_running }) => free_running);

test("POST /prop/challenge/buy: a free program that an older release sold beside this one → counted, at most one as running", async () => {
  await takeFree(await newTrader());
  const trader = await newTrader();
  await takeFromOldRelease(trader);
  await takeFromOldRelease(trader);
  expect(await running(trader)).toEqual([true, false]);
  expect((await takeFree(trader)).body.error?.code).toBe("FREE_TIER_LIMIT");
  await sql(
    "update purchases set status = 4, failure_code = 'INTERNAL', failure_message = '' where customer_id = $1",
    [trader.id],
  );
  expect(await running(trader)).toEqual([false, false]);
});

test("purchases.free_running: concurrent purchases of an older release → all written, one counts as running", async () => {
  await takeFree(await newTrader());
  const trader = await newTrader();
  await Promise.all(Array.from({ length: 8 }, () => takeFromOldRelease(trader)));
  expect((await running(trader)).filter(Boolean)).toHaveLength(1);
  expect(await running(trader)).not.toContain(null);
});

test("migration 0024: free purchases of an older release → counted, the newest as running; grants aren't", async () => {
  await takeFree(await newTrader());
  const [trader, other] = [await newTrader(), await newTrader()];
  await sql("alter table purchases disable trigger count_free_purchase");
  for (let n = 0; n < 3; n++) await takeFromOldRelease(trader);
  const granted = await takeFromOldRelease(other);
  await sql("alter table purchases enable trigger count_free_purchase");
  await sql(
    `insert into audit_log (admin_id, action, subject_type, subject_id, reason, ip, user_agent, request_id)
     values ((select id from customers where role = 'admin' limit 1), 'challenge.grant', 'challenge', $1, 'a gift', '', '', '')`,
    [String(granted)],
  );
  const statements = readFileSync("db/migrations/0024_count_free_purchases.sql", "utf8").split(
    "--> statement-breakpoint",
  );
  for (const update of statements.slice(-2)) await sql(update);
  expect([await running(trader), await running(other)]).toEqual([[false, false, true], [null]]);
});
