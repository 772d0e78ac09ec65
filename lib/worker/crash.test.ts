import { expect, test } from "vitest";
import { newCustomer } from "@/testing/actors/customer";
import { walletOf } from "@/testing/actors/trader";
import { sql } from "@/testing/database/sql";
import { killAfterEachResult } from "@/testing/faults/crash";
import { ledgerOf, payDeposit } from "@/testing/stripe/deposits";
import { payForAccount } from "@/testing/stripe/payments";

test("provision-account: worker killed after any database response, then another → exactly one account", async () => {
  const customer = await newCustomer();
  const runs = await killAfterEachResult({
    prepare: () => payForAccount(customer),
    check: async ({ id: paymentId }, when) => {
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

test("settle-deposit: worker killed after any database response, then another → credited exactly once", async () => {
  const customer = await newCustomer();
  const login = await walletOf(customer.publicId);
  let deposits = 0;
  const runs = await killAfterEachResult({
    prepare: () => payDeposit(customer, login),
    check: async ({ paymentId }, when) => {
      deposits += 1;
      const { balance, operations, postings } = await ledgerOf(login);
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
