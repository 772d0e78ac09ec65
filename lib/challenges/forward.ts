import type { ErrorCode } from "@/lib/errors";
import { ask, inTime, type Outcome } from "@/lib/trading";
import type { Purchase } from "./purchase-status";
import { recordChallenge } from "./record-challenge";
import { apiData, type Run, record, requestKey } from "./run";
import { purchaseStatus } from "./schemas";

/** A step of a purchase, or the way back from one. Repeating it changes nothing. */
export interface Step {
  name: string;
  isDue: (purchase: Purchase) => boolean;
  /** Does it and writes what came of it. A refusal and an unknown outcome are written by the caller. */
  perform: (run: Run) => Promise<Outcome<object>>;
}

const { pending, paid, account_created } = purchaseStatus;
const done = { outcome: "accepted" } as const;

/** The steps of a purchase in their order, and the code and words with which each one's refusal ends it. */
export const forwardSteps: readonly (Step & { failure: ErrorCode; words: string })[] = [
  {
    name: "fee",
    failure: "PAYMENT_FAILED",
    words: "The fee withdrawal was not accepted.",
    isDue: ({ status }) => status === pending,
    perform: async (run) => {
      // From here on it can't be canceled any more: the fee may have been taken.
      if (!run.purchase.feeRequestedAt) await record(run, { feeRequestedAt: new Date() });
      const p = run.purchase;
      const answer = await ask(() =>
        run.server.submitOperation({
          requestKey: requestKey(p, "fee"),
          login: p.payerLogin,
          amountCents: -p.accountAmountCents,
          currency: p.currency,
          reason: "TR_REASON_PROP",
          comment: "PROP_CHALLENGE_PURCHASE",
          apiData: apiData(p, "PROP_CHALLENGE_PURCHASE"),
        }),
      );
      if (answer.outcome !== "accepted") return answer;
      await record(run, { status: paid, paymentOrder: answer.order });
      return done;
    },
  },
  {
    name: "account",
    failure: "ACCOUNT_CREATION_FAILED",
    words: "The challenge account was not created.",
    isDue: ({ status }) => status === paid,
    perform: async (run) => {
      const p = run.purchase;
      // A retry has the account of the first attempt already, disabled.
      if (p.accountLogin !== null) return enableAgain(run, p.accountLogin);
      const answer = await ask(() =>
        run.server.openAccount({
          requestKey: requestKey(p, "account"),
          customerId: p.customerId,
          group: p.accountGroup,
          purpose: "challenge",
          temporaryPassword: run.temporaryPassword,
        }),
      );
      if (answer.outcome !== "accepted") return answer;
      run.account = answer.account;
      run.openedAccount = answer.created;
      await record(run, { status: account_created, accountLogin: answer.account.login });
      return done;
    },
  },
  {
    name: "initial_balance",
    failure: "INITIAL_BALANCE_FAILED",
    words: "The challenge account did not get its initial balance.",
    isDue: (p) =>
      p.status === account_created && p.initialBalanceCents > 0n && p.initialBalanceOrder === null,
    perform: async (run) => {
      const p = run.purchase;
      if (p.accountLogin === null) throw new Error(`purchase ${p.id} has no account`);
      const login = p.accountLogin;
      const answer = await ask(() =>
        run.server.submitOperation({
          requestKey: requestKey(p, "initial_balance"),
          login,
          amountCents: p.initialBalanceCents,
          currency: p.accountCurrency,
          reason: "TR_REASON_PROP",
          comment: "PROP_CHALLENGE_INITIAL_BALANCE",
          apiData: apiData(p, "PROP_CHALLENGE_INITIAL_BALANCE"),
        }),
      );
      if (answer.outcome !== "accepted") return answer;
      await record(run, { initialBalanceOrder: answer.order });
      return done;
    },
  },
  {
    name: "challenge",
    failure: "CHALLENGE_CREATION_FAILED",
    words: "The challenge was not recorded.",
    isDue: ({ status }) => status === account_created,
    perform: recordChallenge,
  },
];

/** The account of an attempt before this one, whose password nobody was ever shown. */
async function enableAgain(run: Run, login: number): Promise<Outcome<object>> {
  const { server, temporaryPassword } = run;
  const enabled = await ask(() => server.setAccountEnabled(login, true));
  if (enabled.outcome !== "accepted") return enabled;
  const renewed = await ask(() => server.setPassword(login, temporaryPassword, true));
  if (renewed.outcome !== "accepted") return renewed;
  await record(run, { status: account_created });
  run.openedAccount = true;
  // For the answer alone: without it, the answer reads the account itself.
  const account = await inTime(() => server.getAccount(login)).catch(() => null);
  if (account) run.account = account;
  return done;
}
