import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect } from "@/db/client";
import { database } from "@/lib/core/database";
import { tradingServer } from "@/lib/trading";
import { demoApp } from "@/testing/actors/app";
import {
  balanceOf,
  buyFromWallet,
  contextOf,
  newTrader,
  type Trader,
} from "@/testing/actors/trader";
import { ledgerProblems } from "@/testing/database/ledger";
import { statementsOf } from "@/testing/database/round-trips";
import { sql } from "@/testing/database/sql";
import { cutAfterCommit } from "@/testing/faults/purchase-faults";
import { sagaServer } from "@/testing/faults/trading-server";
import { purchasesOf, rowCounts } from "@/testing/purchases/counts";
import { resultOf } from "@/testing/purchases/purchase-state";
import { emittedEvents } from "@/testing/webhooks/emitted-events";
import { newEndpoint } from "@/testing/webhooks/endpoints";
import { buyChallenge } from "../buy";
import { checkPurchaseRequest, loadPurchaseRequest } from "../check-purchase-request";
import type { BuyInput } from "../schemas";
import { cacheTerms } from "./terms";

const PRICE = 49_900;
const buy = (trader: Trader, more: Partial<BuyInput> = {}, server = tradingServer(database())) =>
  resultOf(() =>
    buyChallenge(
      contextOf(trader),
      { program_id: 1, payer_login: trader.login, idempotency_key: "a click", ...more },
      server,
    ),
  );

// From here on each purchase except the first of a changed program is one statement.
beforeAll(async () => {
  for (const program_id of [1, 4]) await buy(await newTrader(BigInt(PRICE)), { program_id });
});
afterAll(async () => expect(await ledgerProblems()).toEqual([]));

/** All rows of a trader's purchase, with placeholders for the numbers that differ between purchases. */
async function rowsOf({ id, login, publicId }: Trader) {
  const { rows } = await sql(
    `with p as (select * from purchases where customer_id = $1),
       o as (select * from finance_operations where api_data ->> 'purchase_id' = (select id::text from p))
     select (select to_jsonb(p) from p) as purchase,
       (select jsonb_agg(to_jsonb(o) order by order_no) from o) as operations,
       (select jsonb_agg(to_jsonb(s) order by order_no, amount_cents) from postings s where order_no in (select order_no from o)) as postings,
       (select jsonb_agg(to_jsonb(a) - 'password_hash' order by login) from trading_accounts a where customer_id = $1) as accounts,
       (select jsonb_agg(to_jsonb(c)) from challenges c where customer_id = $1) as challenges,
       (select jsonb_agg(to_jsonb(f)) from challenge_phases f join challenges c on c.id = challenge_id where customer_id = $1) as phases,
       (select jsonb_agg(to_jsonb(m)) from mail_outbox m where payload ->> 'purchase_id' = (select id::text from p)) as mails,
       (select count(*)::int from graphile_worker._private_jobs where payload ->> 'purchase_id' = (select id::text from p)) as jobs`,
    [id],
  );
  const [left] = rows;
  const { purchase, challenges, operations } = left;
  const own = new Map<string, string>([
    [String(login), "payer"],
    [String(id), "customer"],
    [publicId, "person"],
    [String(purchase.id), "purchase"],
    [String(purchase.account_login), "account"],
    [String(challenges[0].id), "challenge"],
    ...operations.map(({ order_no }: { order_no: number }, i: number) => [
      String(order_no),
      `order ${i}`,
    ]),
  ]);
  const named = (value: unknown, key = ""): unknown => {
    if (Array.isArray(value)) return value.map((each) => named(each, key));
    if (typeof value === "object" && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, named(v, k)]));
    }
    if (/_at$/.test(key) && value !== null) return "a time";
    if (/cents|index|status|command|percent|leverage/.test(key)) return value;
    return String(value)
      .split(":")
      .map((part) => own.get(part) ?? part)
      .join(":");
  };
  return named({ ...left, purchase: { ...purchase, program: JSON.stringify(purchase.program) } });
}

test.each([
  ["a paid program", 1],
  ["a free one", 4],
])("buyAtomically: %s → the same rows as by the saga", async (_, program_id) => {
  const [one, other] = [await newTrader(BigInt(PRICE)), await newTrader(BigInt(PRICE))];
  let atOnce: Awaited<ReturnType<typeof buy>> | undefined;
  const statements = await statementsOf(async () => {
    atOnce = await buy(one, { program_id });
  });
  expect(statements).toHaveLength(1);
  const steps = await buy(other, { program_id }, sagaServer());
  expect(await rowsOf(one)).toEqual(await rowsOf(other));
  // The responses have the same fields, too.
  const shape = (value: unknown): unknown =>
    typeof value === "object" && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shape(each)]))
      : typeof value;
  expect(shape(atOnce)).toEqual(shape(steps));
  expect(atOnce?.body).toMatchObject({ idempotent: false, account: { enable: 1 } });
});

test("buyChallenge: a repeated key → the purchase; the key with another request → IDEMPOTENCY_KEY_REUSED", async () => {
  const me = await newTrader(BigInt(2 * PRICE));
  const first = await buy(me);
  const again = await buy(me);
  expect(again.body).toMatchObject({ idempotent: true, purchase: first.body.purchase });
  expect(again.body).not.toHaveProperty("temporary_password");
  expect((await buy(me, { program_id: 4 })).body.error.code).toBe("IDEMPOTENCY_KEY_REUSED");
  expect(await purchasesOf(me.id)).toHaveLength(1);
});

test.each<[string, string, string, string]>([
  [
    "price",
    "update programs set price_cents = 50000 where id = 1",
    "update programs set price_cents = 49900 where id = 1",
    "AMOUNT_MISMATCH",
  ],
  [
    "status",
    "update programs set status = 1 where id = 1",
    "update programs set status = 0 where id = 1",
    "PROGRAM_DISABLED",
  ],
  [
    "group",
    "update account_groups set archived_at = now() where name = 'PROP-DEMO-100K'",
    "update account_groups set archived_at = null where name = 'PROP-DEMO-100K'",
    "PROGRAM_DISABLED",
  ],
])(
  "buyChallenge: the cached program's %s has changed → not sold by the cache",
  async (_, change, back, code) => {
    const me = await newTrader(60_000n);
    await sql(change);
    const rejected = await buy(me, { amount: 499 });
    await sql(back);
    expect(rejected.body.error.code).toBe(code);
    expect(await balanceOf(me.login)).toBe(60_000);
    expect((await buy(me, { amount: 499 })).status).toBe(200);
  },
);

test("buyChallenge: a cached program whose steps or whose later phase's group changed → not sold by the cache", async () => {
  const rulesOf = async (me: Trader) => {
    const { body } = await buy(me);
    const { rows } = await sql("select program -> 'steps' as steps from purchases where id = $1", [
      body.purchase.id,
    ]);
    return rows[0].steps;
  };
  const next = () => newTrader(BigInt(PRICE));
  const [first, second] = await rulesOf(await next());
  await sql(
    "update program_steps set rule_set_id = (select rule_set_id from program_steps where program_id = 1 and phase_index = 1) where program_id = 1 and phase_index = 2",
  );
  expect((await rulesOf(await next()))[1]).toEqual({
    ...second,
    profit_target_pct: first.profit_target_pct,
    duration_days: first.duration_days,
    rule_set: first.rule_set,
  });
  await sql(
    "update program_steps set account_group = 'PROP-DEMO-25K' where program_id = 1 and phase_index = 2",
  );
  expect((await rulesOf(await next()))[1]).toMatchObject({ account_group: "PROP-DEMO-25K" });
  await sql(
    "update account_groups set default_deposit_cents = 123400, version = version + 1 where name = 'PROP-DEMO-25K'",
  );
  expect((await rulesOf(await next()))[1]).toMatchObject({ initial_balance: 1_234 });
  // By SQL without a version: a trigger raises it.
  await sql(
    "update account_groups set default_deposit_cents = 567800 where name = 'PROP-DEMO-25K'",
  );
  expect((await rulesOf(await next()))[1]).toMatchObject({ initial_balance: 5_678 });
});

test("buyChallenge: the wallet can't pay → the same errors as without the cache, nothing written", async () => {
  const [poor, stranger] = [await newTrader(BigInt(PRICE - 1)), await newTrader(BigInt(PRICE))];
  const before = await rowCounts();
  expect((await buy(poor)).body.error.code).toBe("NOT_ENOUGH_FUNDS");
  const foreign = await buy(poor, { payer_login: stranger.login });
  expect(foreign.body.error.code).toBe("INVALID_PAYER_ACCOUNT");
  await sql("update trading_accounts set enabled = false where login = $1", [stranger.login]);
  expect((await buy(stranger)).body.error.code).toBe("INVALID_PAYER_ACCOUNT");
  expect(await rowCounts()).toEqual(before);
});

// The first code is listed as a lost connection; the others are in no list.
const codes = ["ECONNRESET", "EPROTO", "ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC"];
const ways = codes.flatMap((code) =>
  [true, false].map((emits) => ({ code, emits, way: emits ? "a transaction" : "one" })),
);

describe.each(ways)(
  "buyChallenge: in $way, the response is lost with $code:",
  ({ code, emits }) => {
    const input = (me: Trader, key?: string) => ({
      program_id: 1,
      payer_login: me.login,
      ...(key && { idempotency_key: key }),
    });
    /** Buys with a lost response; in a transaction, because an app subscribes to the event. */
    async function lose(me: Trader, key?: string) {
      const { db, restore } = cutAfterCommit(code);
      const ctx = { ...contextOf(me), db };
      const server = tradingServer(db);
      cacheTerms(db, checkPurchaseRequest(await loadPurchaseRequest(ctx, input(me), server)));
      if (emits) await newEndpoint(await demoApp(), "http://127.0.0.1:4009/unused");
      const lost = await resultOf(() => buyChallenge(ctx, input(me, key), server));
      await restore();
      await sql("delete from webhook_deliveries");
      await sql("delete from webhook_endpoints");
      expect(await emittedEvents("payer_login", me.login)).toHaveLength(emits ? 1 : 0);
      expect(await balanceOf(me.login)).toBe(PRICE);
      expect(await purchasesOf(me.id)).toHaveLength(1);
      return lost;
    }

    test("with a key → found by the key, bought once", async () => {
      const me = await newTrader(BigInt(2 * PRICE));
      const lost = await lose(me, "a click");
      expect([lost.status, lost.body.error.code]).toEqual([503, "UNAVAILABLE"]);
      const { status, body } = await buyFromWallet(me, { idempotency_key: "a click" });
      expect([status, body.idempotent, body.purchase.status_name]).toEqual([200, true, "active"]);
      expect(await balanceOf(me.login)).toBe(PRICE);
    });

    test("without a key → an error that isn't retryable", async () => {
      const lost = await lose(await newTrader(BigInt(2 * PRICE)));
      expect([lost.status, lost.body.error]).toMatchObject([
        500,
        {
          code: "INTERNAL",
          retryable: false,
          message: expect.stringContaining("We couldn't confirm this purchase"),
        },
      ]);
    });
  },
);

test("buyChallenge: no connection and no key → an error that is retryable", async () => {
  const me = await newTrader(BigInt(PRICE));
  const { pool, db } = connect("postgres://nobody@127.0.0.1:1/none");
  const ctx = { ...contextOf(me), db };
  const input = { program_id: 1, payer_login: me.login };
  cacheTerms(
    db,
    checkPurchaseRequest(
      await loadPurchaseRequest(contextOf(me), input, tradingServer(database())),
    ),
  );
  const { status, body } = await resultOf(() => buyChallenge(ctx, input, tradingServer(db)));
  await pool.end();
  expect([status, body.error.code, body.error.retryable]).toEqual([503, "UNAVAILABLE", true]);
});
