import { expect, test } from "vitest";
import { sql } from "@/testing/callers";
import { prop } from "@/testing/prop";
import { buyThroughRoute, newTrader, openAccount } from "@/testing/trading";

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
