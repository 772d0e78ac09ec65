import { inTransaction } from "@/db/transaction";
import { hasFailed, hasUnreturnedFee } from "@/lib/challenges";
import { purchaseStatus } from "@/lib/challenges/schemas";
import { releaseRefunds } from "@/lib/money-requests";
import { recheckWalletHold } from "@/lib/queue/enqueue-wallet-hold";
import { type CallResult, callTradingServer } from "@/lib/trading";
import { queueEndedEmail } from "../events";
import { savePurchase } from "./claim";
import { apiData, nextAttempt, type Run, requestKey, saveProgress } from "./run";
import type { Step } from "./steps";

const accepted = { status: "accepted" } as const;

/**
 * The compensations of a failed purchase, in the reverse order of its steps. Pending are those of the steps that were
 * performed: the initial balance if it was deposited, the account if it was opened, the fee if it was withdrawn.
 */
export const compensations: readonly Step[] = [
  {
    name: "initial_balance_rollback",
    isPending: (p) =>
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
          saveProgress(run, {
            initialBalanceRollbackOrder: order,
            // Both request keys have been used, so a retry needs new ones.
            attempts: nextAttempt(p, "initial_balance", "initial_balance_rollback"),
          }),
      });
    },
  },
  {
    name: "account_disabling",
    isPending: (p) => hasFailed(p) && p.accountLogin !== null && p.accountDisabledAt === null,
    perform: async (run) => {
      const { accountLogin } = run.purchase;
      if (accountLogin === null) return accepted;
      const result = await callTradingServer(() =>
        run.server.setAccountEnabled(accountLogin, false),
      );
      if (result.status === "accepted") await saveProgress(run, { accountDisabledAt: new Date() });
      return result;
    },
  },
  {
    name: "fee_rollback",
    isPending: (p) => hasFailed(p) && hasUnreturnedFee(p),
    perform: (run) => {
      const p = run.purchase;
      return reverse(run, "fee_rollback", {
        login: p.payerLogin,
        amountCents: p.accountAmountCents,
        currency: p.currency,
        reverses: p.paymentOrder,
        comment: "PROP_CHALLENGE_PURCHASE_ROLLBACK",
        record: (order) => saveFeeRefund(run, order),
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

/**
 * Stores that the fee was refunded to the wallet, emails the customer, and starts its refund to the card. A purchase by card
 * is refunded once its payment is.
 */
async function saveFeeRefund(run: Run, order: number): Promise<void> {
  const changes = {
    paymentRollbackOrder: order,
    ...(run.purchase.paymentId === null && { status: purchaseStatus.refunded }),
  };
  run.purchase = await inTransaction(run.ctx.db, async (tx) => {
    // The refund may pay for a suspended challenge.
    await recheckWalletHold(tx, run.purchase.payerLogin);
    const refunded = await savePurchase(tx, run.purchase, changes);
    await queueEndedEmail(tx, refunded);
    await releaseRefunds(tx, refunded.id);
    return refunded;
  });
}

async function reverse(run: Run, step: string, reversal: Reversal): Promise<CallResult<object>> {
  const { login, reverses, comment, amountCents, currency } = reversal;
  if (login === null || reverses === null) throw new Error(`${step}: there is nothing to reverse`);
  const result = await callTradingServer(() =>
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
  if (result.status !== "accepted") return result;
  await reversal.record(result.order);
  return accepted;
}
