import { beforeAll, expect, test } from "vitest";
import { newTemporaryPassword } from "@/lib/trading";
import { anonymous, cookieOf, inBrowser } from "@/testing/actors/credentials";
import { newTrader, type Trader } from "@/testing/actors/trader";
import { as } from "@/testing/http/client";
import { purchasesOf, rowCounts } from "@/testing/purchases/counts";

let me: Trader;
beforeAll(async () => {
  me = await newTrader(200_000n);
});

// Within 50 s of now, in whole seconds.
const aMomentAgo = () => expect.closeTo(Date.now() / 1000, -2);

test.each([
  ["a session token", () => me],
  ["the browser's cookie", () => inBrowser(me)],
])("POST /prop/challenge/buy: with %s → every documented field", async (_, actor) => {
  const idempotency_key = crypto.randomUUID();
  const body = { program_id: 1, payer_login: me.login, idempotency_key };
  const response = await as(actor()).post("/prop/challenge/buy", body);
  const { purchase, challenge, account } = response.body;
  const times = { created_time: aMomentAgo(), updated_time: aMomentAgo() };
  expect(response.status).toBe(200);
  expect(response.body).toEqual({
    accepted: true,
    idempotent: false,
    purchase: {
      id: expect.any(Number),
      program_id: 1,
      customer_id: me.id,
      payer_login: me.login,
      payment_id: null,
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
      // Beyond the source document: for a page that shows the purchase later.
      program_name: "Two-step 100K",
      payment_order: response.body.payment_order,
      initial_balance_order: response.body.initial_balance_order,
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
  const { payment_order, initial_balance_order } = response.body;
  const integers = [purchase.id, challenge.id, account.login, payment_order, initial_balance_order];
  const seconds = [purchase.created_time, purchase.updated_time, challenge.start_time];
  expect([...integers, ...seconds].filter((n) => !Number.isInteger(n))).toEqual([]);
  expect(account.login).toBeGreaterThanOrEqual(2_000_100);
  expect(payment_order).toBeGreaterThanOrEqual(500_100);
  expect(initial_balance_order).toBeGreaterThan(payment_order);
});

test("POST /prop/challenge/buy: a cookie without an Origin → CROSS_ORIGIN", async () => {
  const before = await rowCounts();
  const body = { program_id: 1, payer_login: me.login };
  const { status, body: rejection } = await as(anonymous).post("/prop/challenge/buy", body, {
    headers: { cookie: await cookieOf(me.session.id) },
  });
  expect([status, rejection.error.code]).toEqual([403, "CROSS_ORIGIN"]);
  expect(await rowCounts()).toEqual(before);
});

test("newTemporaryPassword: 500 passwords → at least 60 bits each, no two the same", () => {
  const passwords = Array.from({ length: 500 }, newTemporaryPassword);
  expect(new Set(passwords).size).toBe(500);
  const characters = new Set(passwords.join("")).size;
  const shortest = Math.min(...passwords.map(({ length }) => length));
  expect(shortest * Math.log2(characters)).toBeGreaterThanOrEqual(60);
});

test("POST /prop/challenge/buy: a purchase → the agreed terms, the IP address and the browser are stored", async () => {
  await as(me).post(
    "/prop/challenge/buy",
    { program_id: 2, payer_login: me.login },
    { headers: { "user-agent": "A browser/1.0" } },
  );
  expect((await purchasesOf(me.id)).at(-1)).toMatchObject({
    terms_version: expect.stringMatching(/./),
    consent_ip: expect.stringMatching(/./),
    consent_user_agent: "A browser/1.0",
  });
});
