import { expect, test } from "vitest";
import { newCustomer } from "@/testing/api";
import { sql } from "@/testing/callers";
import { killAfterEachAnswer } from "@/testing/crash";
import { booksOf, payDeposit, walletOf } from "@/testing/deposits";
import { buy, confirm, deliver, eventOf } from "@/testing/stripe";

async function paid(headers: Record<string, string>) {
  const bought = await buy({ ...headers, "idempotency-key": crypto.randomUUID() });
  await confirm(bought.stripe_payment_intent_id);
  await deliver(await eventOf(bought.stripe_payment_intent_id, "payment_intent.succeeded"));
  return bought.payment_id;
}

test("a worker killed after any answer of the database, then resumed, makes exactly one account", async () => {
  const { headers } = await newCustomer();
  const runs = await killAfterEachAnswer({
    prepare: () => paid(headers),
    check: async (paymentId, when) => {
      const { rows } = await sql(
        "select a.status, count(s.*)::int as subaccounts from prop_accounts a left join embedded_subaccounts s on s.request_key = a.id where a.payment_id = $1 group by a.id",
        [paymentId],
      );
      expect(rows, when).toEqual([{ status: "active", subaccounts: 1 }]);
    },
  });
  expect(runs).toBeGreaterThan(20);
  const { rows } = await sql(
    "select (select count(*) from embedded_subaccounts)::int as subaccounts, (select count(*) from prop_accounts)::int as accounts",
  );
  expect(rows[0].subaccounts).toBe(rows[0].accounts);
}, 400_000);

test("a worker killed after any answer of the database, then resumed, credits a deposit exactly once", async () => {
  const { headers, publicId } = await newCustomer();
  const login = await walletOf(publicId);
  let deposits = 0;
  const runs = await killAfterEachAnswer({
    prepare: () => payDeposit(headers, login),
    check: async ({ paymentId }, when) => {
      deposits += 1;
      const { balance, operations, postings } = await booksOf(login);
      expect(balance, when).toBe(5_000 * deposits);
      expect(operations, when).toHaveLength(deposits);
      const order = operations.at(-1).order_no;
      expect(operations.at(-1).request_key, when).toBe(`deposit:${paymentId}:1`);
      expect(postings.at(-1), when).toEqual({ order_no: order, sides: 2, sum: 0 });
      const { rows } = await sql("select status, deposit_order from payments where id = $1", [
        paymentId,
      ]);
      expect(rows, when).toEqual([{ status: "succeeded", deposit_order: order }]);
    },
  });
  expect(runs).toBeGreaterThan(15);
}, 400_000);
