import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { inTransaction } from "@/db/transaction";
import { database } from "@/lib/database";
import { sql } from "@/testing/callers";
import { act, newAdmin } from "@/testing/console";
import { prop } from "@/testing/prop";
import {
  buyThroughRoute,
  contextOf,
  faultyServer,
  newTrader,
  openAccount,
  type Trader,
} from "@/testing/trading";
import { buyChallenge } from "./buy";
import { reopenPurchase } from "./reopen";

// The trial of the demo catalog.
const FREE = 4;

test("a free program is active at once, without a fee and without a payment_order", async () => {
  const person = await newTrader();
  const { status, body } = await buyThroughRoute(person, { program_id: FREE });
  expect(status).toBe(200);
  expect(body).not.toHaveProperty("payment_order");
  expect(body).toMatchObject({
    purchase: { amount: 0, status: 3, payment_status: "not_required", failure_reason: "" },
    account: { group: "PROP-DEMO-10K" },
    initial_balance_order: expect.any(Number),
  });
  const { rows } = await sql(
    "select comment from finance_operations where api_data ->> 'customer_id' = $1",
    [String(person.id)],
  );
  expect(rows).toEqual([{ comment: "PROP_CHALLENGE_INITIAL_BALANCE" }]);
});

test("a free program needs a payer of the right kind all the same", async () => {
  const person = await newTrader();
  const without = await prop(person, "POST challenge/buy", { body: { program_id: FREE } });
  expect(without.body.error.fields).toEqual([{ path: "payer_login", message: "is required" }]);
  const codes = [];
  for (const group of ["WALLET-EUR", "PRACTICE-USD"]) {
    const payer_login = await openAccount(person, group);
    codes.push((await buyThroughRoute(person, { program_id: FREE, payer_login })).body.error.code);
  }
  expect(codes).toEqual(["CURRENCY_CONVERSION_REQUIRED", "PAYER_ACCOUNT_NOT_REAL"]);
});

const takeFree = (person: Trader) => buyThroughRoute(person, { program_id: FREE });
const limit = (times: number | null) =>
  sql("update programs set free_limit = $1 where id = $2", [times, FREE]);
const endChallenge = (person: Trader) =>
  sql("update challenges set status = 3, ended_at = now() where customer_id = $1", [person.id]);
const accountsOf = async (person: Trader) =>
  (await sql("select from challenges where customer_id = $1", [person.id])).rows.length;

test("POST /prop/challenge/buy: a free program 60 times at the same moment → one account, the others FREE_TIER_LIMIT", async () => {
  // Warm, so that the statement that sells what was sold before is among them.
  await takeFree(await newTrader());
  const person = await newTrader();
  const answers = await Promise.all(Array.from({ length: 60 }, () => takeFree(person)));
  const codes = answers.map(({ status, body }) => (status === 200 ? 200 : body.error.code));
  expect(codes.filter((code) => code === 200)).toHaveLength(1);
  expect(codes.filter((code) => code === "FREE_TIER_LIMIT")).toHaveLength(59);
  expect(await accountsOf(person)).toBe(1);
});

test("POST /prop/challenge/buy: the same at a trading server of one's own, step by step → one account", async () => {
  const person = await newTrader();
  const server = faultyServer(() => undefined);
  const input = { program_id: FREE, payer_login: person.login };
  const answers = await Promise.allSettled(
    Array.from({ length: 20 }, () => buyChallenge(contextOf(person), input, server)),
  );
  const refused = answers.flatMap((it) => (it.status === "rejected" ? [it.reason.code] : []));
  expect(refused).toEqual(Array(19).fill("FREE_TIER_LIMIT"));
  expect(await accountsOf(person)).toBe(1);
});

test("POST /prop/challenge/buy: a free program whose challenge has ended → again, as often as its limit says", async () => {
  const person = await newTrader();
  await limit(2);
  try {
    const statuses = [];
    for (let n = 0; n < 3; n++) {
      statuses.push((await takeFree(person)).status);
      await endChallenge(person);
    }
    expect(statuses).toEqual([200, 200, 409]);
    const third = await takeFree(person);
    expect(third.body.error).toMatchObject({
      code: "FREE_TIER_LIMIT",
      message: "This program is free 2 times, and you have had it.",
    });
    const preview = await prop(person, "POST challenge/preview", {
      body: { program_id: FREE, payer_login: person.login },
    });
    expect(preview.body).toMatchObject({ can_buy: false, reason: "FREE_TIER_LIMIT" });
  } finally {
    await limit(null);
  }
});

test("POST /prop/purchases/:id/retry: a free program that failed and was taken again since → FREE_TIER_LIMIT", async () => {
  const person = await newTrader();
  const server = faultyServer((step) => (step === "account" ? "refuse" : undefined));
  const input = { program_id: FREE, payer_login: person.login };
  await buyChallenge(contextOf(person), input, server).catch(() => {});
  const [failed] = (
    await sql("select id, status, free_running from purchases where customer_id = $1", [person.id])
  ).rows;
  expect(failed).toMatchObject({ status: 4, free_running: false });
  expect((await takeFree(person)).status).toBe(200);
  const retried = await prop(person, "POST purchases/[id]/retry", { params: { id: failed.id } });
  expect(retried.body.error.code).toBe("FREE_TIER_LIMIT");
  // Also where it was checked before the other one was there: the index says so.
  const again = inTransaction(database(), (tx) => reopenPurchase(tx, failed.id));
  await expect(again).rejects.toMatchObject({ code: "FREE_TIER_LIMIT" });
});

test("action challenge.grant: a free program that the customer has → granted beside it, and not counted", async () => {
  const person = await newTrader();
  await limit(1);
  try {
    expect((await takeFree(person)).status).toBe(200);
    const granted = await act(await newAdmin(), "challenge.grant", {
      user_id: person.publicId,
      program_id: FREE,
      idempotency_key: crypto.randomUUID(),
      despite_purchases: true,
    });
    expect([granted.status, await accountsOf(person)]).toEqual([200, 2]);
    expect(await running(person)).toEqual([true, null]);
  } finally {
    await limit(null);
  }
});

/** What the release from before `free_running` writes where a customer takes the program. */
const takeFromOldRelease = async (person: Trader) =>
  (
    await sql(
      `insert into purchases (customer_id, program_id, program, payer_login, amount_cents, currency, account_amount_cents, account_group, account_currency, initial_balance_cents, status, terms_version, consent_ip, consent_user_agent)
       select $1, p.program_id, p.program, $2, 0, p.currency, 0, p.account_group, p.account_currency, p.initial_balance_cents, 1, '1', 'unknown', ''
       from purchases p where p.program_id = $3 and p.status = 3 limit 1 returning id`,
      [person.id, person.login, FREE],
    )
  ).rows[0].id as number;
const running = async (person: Trader) =>
  (
    await sql("select free_running from purchases where customer_id = $1 order by id", [person.id])
  ).rows.map(({ free_running }) => free_running);

test("POST /prop/challenge/buy: a free program that an older release gave beside this one → counted, at most one as running", async () => {
  await takeFree(await newTrader());
  const person = await newTrader();
  await takeFromOldRelease(person);
  await takeFromOldRelease(person);
  expect(await running(person)).toEqual([true, false]);
  expect((await takeFree(person)).body.error?.code).toBe("FREE_TIER_LIMIT");
  await sql(
    "update purchases set status = 4, failure_code = 'INTERNAL', failure_message = '' where customer_id = $1",
    [person.id],
  );
  expect(await running(person)).toEqual([false, false]);
});

test("two purchases of an older release at the same moment → both are written, one counts as running", async () => {
  await takeFree(await newTrader());
  const person = await newTrader();
  await Promise.all(Array.from({ length: 8 }, () => takeFromOldRelease(person)));
  expect((await running(person)).filter(Boolean)).toHaveLength(1);
  expect(await running(person)).not.toContain(null);
});

test("migration 0024: what an older release gave before it → counted, the newest as running; grants aren't", async () => {
  await takeFree(await newTrader());
  const [person, other] = [await newTrader(), await newTrader()];
  await sql("alter table purchases disable trigger count_free_purchase");
  for (let n = 0; n < 3; n++) await takeFromOldRelease(person);
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
  expect([await running(person), await running(other)]).toEqual([[false, false, true], [null]]);
});
