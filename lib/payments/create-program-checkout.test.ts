import { beforeEach, expect, test } from "vitest";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { newApp } from "@/testing/actors/app";
import { newTrader, type Trader } from "@/testing/actors/trader";
import { copyProgram } from "@/testing/catalog/own-program";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { buyByCard, program1 } from "@/testing/stripe/program-payments";
import { cancelStalePayments } from "./cancel-stale";

let me: Trader;
let program_id: number;
let order: { program_id: number; amount_cents: number };
beforeEach(async () => {
  me = await newTrader();
  program_id = await copyProgram();
  order = { ...program1, program_id };
});

const start = (body: object = order, headers: Record<string, string> = {}) =>
  as(me).post("/v2/payments/program-checkout", body, { headers });
const stored = async (id: string) =>
  (await sql("select * from payments where id = $1", [id])).rows[0];

test("POST /v2/payments/program-checkout: twice without a key → one open payment, with the program as shown", async () => {
  const [first, second] = [await start(), await start()];
  expect(second.body.payment_id).toBe(first.body.payment_id);
  expect(first.body).toMatchObject({ amount_cents: 49_900, currency: "usd" });
  expect(await stored(first.body.payment_id)).toMatchObject({
    kind: "program",
    program_id,
    program_terms: { id: program_id, price: 499 },
    deposit_login: null,
  });
});

test("POST /v2/payments/program-checkout: the rules change while it is open → the payment found again has the new ones", async () => {
  const { body } = await start();
  await sql(
    "update program_steps set name = 'Step one' where program_id = $1 and phase_index = 1",
    [program_id],
  );
  expect((await start()).body.payment_id).toBe(body.payment_id);
  const { program_terms } = await stored(body.payment_id);
  expect(program_terms.steps[0].name).toBe("Step one");
});

test("POST /v2/payments/program-checkout: the same key → the same payment; another order → rejected", async () => {
  const key = { "idempotency-key": crypto.randomUUID() };
  const { body } = await start(order, key);
  expect((await start(order, key)).body.payment_id).toBe(body.payment_id);
  expect((await start(program1, key)).code).toBe("IDEMPOTENCY_KEY_REUSED");
});

test("POST /v2/payments/program-checkout: bought within the hour, and the buyer doesn't know → that payment", async () => {
  const { paymentId } = await buyByCard(me, order);
  const again = await start({ ...order, known_payment_id: null });
  expect(again.body).toMatchObject({ payment_id: paymentId, status: "succeeded" });
  const another = await start({ ...order, known_payment_id: paymentId });
  expect(another.body.payment_id).not.toBe(paymentId);
});

test.each([
  ["an unknown program", { program_id: 999_999, amount_cents: 49_900 }, "PROGRAM_DISABLED"],
  ["another amount", { ...program1, amount_cents: 49_899 }, "AMOUNT_MISMATCH"],
  ["another currency", { ...program1, currency: "eur" }, "AMOUNT_MISMATCH"],
  ["a free program", { program_id: 4, amount_cents: 0 }, "PROGRAM_DISABLED"],
  ["no program", { amount_cents: 49_900 }, "INVALID_REQUEST"],
  ["a program that isn't a number", { ...program1, program_id: "1" }, "INVALID_REQUEST"],
])("POST /v2/payments/program-checkout: %s → %s", async (_, body, code) => {
  expect((await start(body)).code).toBe(code);
});

test("POST /v2/payments/program-checkout: the wallet is disabled → INVALID_STATE, and nothing is charged", async () => {
  await sql("update trading_accounts set enabled = false where login = $1", [me.login]);
  const { code, body } = await start();
  expect(code).toBe("INVALID_STATE");
  expect(body.error.message).toBe("Your USD wallet is disabled. Contact support.");
});

test("POST /v2/payments/program-checkout: an app without payments:write → SCOPE_MISSING", async () => {
  const { appToken } = await newApp(["payments:read"]);
  const response = await as({ ...me, appToken }).post("/v2/payments/program-checkout", order);
  expect(response.code).toBe("SCOPE_MISSING");
});

test.each([
  ["another price", "update programs set price_cents = 59900 where id = $1"],
  ["taken off sale", "update programs set status = 1 where id = $1"],
  [
    "other rules",
    "update program_steps set rule_set_id = (select rule_set_id from program_steps where program_id = 2 limit 1) where program_id = $1 and phase_index = 1",
  ],
])("cancelStalePayments: an open payment of a program, now %s → canceled", async (_, change) => {
  const { body } = await start();
  const ctx = systemContext(database(), "job_test");
  await cancelStalePayments(ctx);
  expect((await stored(body.payment_id)).status).toBe("requires_payment_method");
  await sql(change, [program_id]);
  await cancelStalePayments(ctx);
  expect((await stored(body.payment_id)).status).toBe("canceled");
});
