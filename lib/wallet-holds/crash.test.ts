import { expect, test } from "vitest";
import { sql } from "@/testing/callers";
import { killAfterEachAnswer } from "@/testing/crash";
import { creditedDeposit, disputeFact } from "@/testing/deposits";
import { ledgerProblems } from "@/testing/ledger";
import { buyThroughRoute, newTrader } from "@/testing/trading";

test("applyWalletHold: a worker is killed after an answer of the database → the challenge ends once, the books are at zero", async () => {
  const runs = await killAfterEachAnswer({
    // Each of its jobs is proven to stand a death by itself; here it is that none is left out.
    step: 12,
    prepare: async () => {
      const me = await newTrader();
      const deposit = await creditedDeposit(me);
      const { body } = await buyThroughRoute(me);
      await sql("delete from graphile_worker._private_jobs");
      await disputeFact(deposit, "lost");
      return { login: me.login, id: body.challenge.id };
    },
    check: async ({ login, id }, when) => {
      const { rows } = await sql(
        `select c.status, c.end_reason, p.status as purchase, a.enabled, w.balance_cents::int as balance, w.debt_cents::int as debt,
           (select count(*)::int from finance_operations where login = $2 and refusal is null) as operations
         from challenges c join purchases p on p.id = c.purchase_id
         join trading_accounts a on a.login = c.account_login join trading_accounts w on w.login = $2 where c.id = $1`,
        [id, login],
      );
      const books = { balance: 0, debt: 0, operations: 4 };
      const ended = { status: 4, end_reason: "dispute_lost", purchase: 5, enabled: false };
      expect(rows, when).toEqual([{ ...ended, ...books }]);
    },
  });
  expect(runs).toBeGreaterThan(3);
  expect(await ledgerProblems()).toEqual([]);
}, 400_000);
