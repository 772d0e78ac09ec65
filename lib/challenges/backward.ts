import { inTransaction } from "@/db/transaction";
import { recheckWalletHold } from "@/lib/jobs/enqueue-wallet-hold";
import { ask, type Outcome } from "@/lib/trading";
import { keep } from "./claim";
import type { Step } from "./forward";
import { hasFailed } from "./purchase-status";
import { apiData, nextAttempt, type Run, record, requestKey } from "./run";
import { purchaseStatus } from "./schemas";
import { mailEnded } from "./tell";

const done = { outcome: "accepted" } as const;

/**
 * What a failed purchase takes back, last step first. Which of them are due follows from what was
 * done: with the contract's table, the fee after each failure behind it, the initial balance when the
 * challenge could not be recorded.
 */
export const backwardSteps: readonly Step[] = [
  {
    name: "initial_balance_rollback",
    isDue: (p) =>
      hasFailed(p) && p.initialBalanceOrder !== null && p.initialBalanceRollbackOrder === null,
    perform: (run) => {
      const p = run.purchase;
      return reverse(run, "initial_balance_rollback", {
        login: p.accountLogin,
        amountCents: -p.initialBalanceCents,
        currency: p.accountCurrency,
        reverses: p.initialBalanceOrder,
        comment: "PROP_CHALLENGE_INITIAL_BALANCE_ROLLBACK",
        record: (order) =>
          record(run, {
            initialBalanceRollbackOrder: order,
            // Both keys are used up: a retry deposits anew.
            attempts: nextAttempt(p, "initial_balance", "initial_balance_rollback"),
          }),
      });
    },
  },
  {
    name: "account_disabling",
    isDue: (p) => hasFailed(p) && p.accountLogin !== null && p.accountDisabledAt === null,
    perform: async (run) => {
      const { accountLogin } = run.purchase;
      if (accountLogin === null) return done;
      const answer = await ask(() => run.server.setAccountEnabled(accountLogin, false));
      if (answer.outcome === "accepted") await record(run, { accountDisabledAt: new Date() });
      return answer;
    },
  },
  {
    name: "fee_rollback",
    isDue: (p) => hasFailed(p) && p.paymentOrder !== null && p.paymentRollbackOrder === null,
    perform: (run) => {
      const p = run.purchase;
      return reverse(run, "fee_rollback", {
        login: p.payerLogin,
        amountCents: p.accountAmountCents,
        currency: p.currency,
        reverses: p.paymentOrder,
        comment: "PROP_CHALLENGE_PURCHASE_ROLLBACK",
        record: (order) => recordFeeBack(run, order),
      });
    },
  },
];

interface Reversal {
  login: number | null;
  amountCents: bigint;
  currency: string;
  reverses: number | null;
  comment: string;
  record: (order: number) => Promise<void>;
}

/** The fee is back in its wallet: the customer is emailed once that is written. */
async function recordFeeBack(run: Run, order: number): Promise<void> {
  const changes = { paymentRollbackOrder: order, status: purchaseStatus.refunded };
  run.purchase = await inTransaction(run.ctx.db, async (tx) => {
    // It may pay for a challenge that is held.
    await recheckWalletHold(tx, run.purchase.payerLogin);
    const refunded = await keep(tx, run.purchase, changes);
    await mailEnded(tx, refunded);
    return refunded;
  });
}

async function reverse(run: Run, step: string, reversal: Reversal): Promise<Outcome<object>> {
  const { login, reverses, comment, amountCents, currency } = reversal;
  if (login === null || reverses === null) throw new Error(`${step}: there is nothing to reverse`);
  const answer = await ask(() =>
    run.server.submitOperation({
      requestKey: requestKey(run.purchase, step),
      login,
      amountCents,
      currency,
      reverses,
      reason: "TR_REASON_PROP",
      comment,
      apiData: apiData(run.purchase, comment),
    }),
  );
  if (answer.outcome !== "accepted") return answer;
  await reversal.record(answer.order);
  return done;
}
