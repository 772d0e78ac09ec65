import { beforeAll, expect, test } from "vitest";
import { newTemporaryPassword } from "@/lib/trading";
import { cookieOf, ownOrigin } from "@/testing/callers";
import { census, prop, purchasesOf } from "@/testing/prop";
import { newTrader, type Trader } from "@/testing/trading";

let me: Trader;
let cookie: string;
beforeAll(async () => {
  me = await newTrader(200_000n);
  cookie = await cookieOf(me.session.id);
});

// Within 50 s of now, in whole seconds.
const aMomentAgo = () => expect.closeTo(Date.now() / 1000, -2);

test.each([
  ["a session token", () => me.headers],
  ["the browser's cookie", () => ({ ...ownOrigin, cookie })],
])("with %s, buying a challenge answers every field of the contract", async (_, headers) => {
  const idempotency_key = crypto.randomUUID();
  const body = { program_id: 1, payer_login: me.login, idempotency_key };
  const answer = await prop(me, "POST challenge/buy", { body, headers: headers() });
  const { purchase, challenge, account } = answer.body;
  const times = { created_time: aMomentAgo(), updated_time: aMomentAgo() };
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({
    accepted: true,
    idempotent: false,
    purchase: {
      id: expect.any(Number),
      program_id: 1,
      customer_id: me.id,
      payer_login: me.login,
      account_login: account.login,
      status: 3,
      status_name: "active",
      next_action: "OPEN_CHALLENGE",
      can_retry: false,
      can_cancel: false,
      amount: 499,
      currency: "USD",
      conversion_rate: 1,
      amount_account_currency: 499,
      comment: "PROP_CHALLENGE_PURCHASE_ACTIVE",
      idempotency_key,
      payment_status: "paid",
      activation_status: "active",
      failure_reason: "",
      ...times,
      // Beside what the source document has: for a page that shows the purchase later.
      program_name: "Two-phase 100K",
      payment_order: answer.body.payment_order,
      initial_balance_order: answer.body.initial_balance_order,
      payment_rollback_order: null,
      initial_balance_rollback_order: null,
    },
    challenge: {
      id: expect.any(Number),
      purchase_id: purchase.id,
      program_id: 1,
      customer_id: me.id,
      account_login: account.login,
      current_phase_index: 1,
      status: 1,
      status_name: "active",
      start_time: aMomentAgo(),
      end_time: 0,
      hold: null,
      end_reason: null,
      ...times,
    },
    account: {
      login: expect.any(Number),
      group: "PROP-DEMO-100K",
      brand: "brand-a",
      currency: "USD",
      leverage: 100,
      enable: 1,
      customer_id: me.id,
    },
    temporary_password: expect.stringMatching(/^[0-9a-z]{16}$/),
    must_change_password: true,
    payment_order: expect.any(Number),
    initial_balance_order: expect.any(Number),
  });
  const { payment_order, initial_balance_order } = answer.body;
  const integers = [purchase.id, challenge.id, account.login, payment_order, initial_balance_order];
  const seconds = [purchase.created_time, purchase.updated_time, challenge.start_time];
  expect([...integers, ...seconds].filter((n) => !Number.isInteger(n))).toEqual([]);
  expect(account.login).toBeGreaterThanOrEqual(2_000_100);
  expect(payment_order).toBeGreaterThanOrEqual(500_100);
  expect(initial_balance_order).toBeGreaterThan(payment_order);
});

test("a cookie alone, without an Origin, buys nothing", async () => {
  const before = await census();
  const body = { program_id: 1, payer_login: me.login };
  const { status, body: answer } = await prop(me, "POST challenge/buy", {
    body,
    headers: { cookie },
  });
  expect([status, answer.error.code]).toEqual([403, "CROSS_ORIGIN"]);
  expect(await census()).toEqual(before);
});

test("a temporary password holds at least 60 bits, and no two are the same", () => {
  const made = Array.from({ length: 500 }, newTemporaryPassword);
  expect(new Set(made).size).toBe(500);
  const letters = new Set(made.join("")).size;
  const shortest = Math.min(...made.map(({ length }) => length));
  expect(shortest * Math.log2(letters)).toBeGreaterThanOrEqual(60);
});

test("a purchase keeps the terms, the address and the browser that it was agreed with", async () => {
  await prop(me, "POST challenge/buy", {
    headers: { ...me.headers, "user-agent": "A browser/1.0" },
    body: { program_id: 2, payer_login: me.login },
  });
  expect((await purchasesOf(me.id)).at(-1)).toMatchObject({
    terms_version: expect.stringMatching(/./),
    consent_ip: expect.stringMatching(/./),
    consent_user_agent: "A browser/1.0",
  });
});
