import { expect, test } from "vitest";
import { buyFromWallet, newTrader } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { ledgerProblems } from "@/testing/database/ledger";
import { sql } from "@/testing/database/sql";
import { killAfterEachResult } from "@/testing/faults/crash";
import { letTimePass } from "@/testing/purchases/purchase-state";
import { creditedDeposit, disputeFact } from "@/testing/stripe/deposits";

test("applyWalletHold: a worker is killed after any response of the database → the challenge ends once, balance and debt are 0", async () => {
  const runs = await killAfterEachResult({
    // Each job has its own crash test; this one is about the sequence, so every twelfth response is enough.
    step: 12,
    prepare: async () => {
      const me = await newTrader();
      const deposit = await creditedDeposit(me);
      const { body } = await buyFromWallet(me);
      await sql("delete from graphile_worker._private_jobs");
      await disputeFact(deposit, "lost");
      return { login: me.login, id: body.challenge.id };
    },
    check: async ({ login, id }, when) => {
      // The claim of the killed worker ends, and the job that resumes the purchase comes.
      await letTimePass();
      await runAllJobs();
      const { rows } = await sql(
        `select c.status, c.end_reason, p.status as purchase, a.enabled, w.balance_cents::int as balance, w.debt_cents::int as debt,
           (select count(*)::int from finance_operations where login = $2 and refusal is null) as operations
         from challenges c join purchases p on p.id = c.purchase_id
         join trading_accounts a on a.login = c.account_login join trading_accounts w on w.login = $2 where c.id = $1`,
        [id, login],
      );
      const balances = { balance: 0, debt: 0, operations: 4 };
      const ended = { status: 4, end_reason: "dispute_lost", purchase: 5, enabled: false };
      expect(rows, when).toEqual([{ ...ended, ...balances }]);
    },
  });
  expect(runs).toBeGreaterThan(3);
  expect(await ledgerProblems()).toEqual([]);
}, 400_000);
