import type { Purchase } from "@/lib/challenges";
import { purchaseStatus } from "@/lib/challenges/schemas";
import type { ErrorCode } from "@/lib/core/errors";
import type { RejectionCode } from "@/lib/core/failure-messages";
import { type CallResult, callTradingServer, withTimeout } from "@/lib/trading";
import { creditCardPayment } from "./credit-card-payment";
import { recordChallenge } from "./record-challenge";
import { apiData, type Run, requestKey, saveProgress } from "./run";

/** A step of a purchase, or the compensation of one. Repeating it changes nothing. */
export interface Step {
  name: string;
  isPending: (purchase: Purchase) => boolean;
  /** Performs it and stores its result. The caller stores a rejection and an unknown result. */
  perform: (run: Run) => Promise<CallResult<object>>;
}

const { pending, paid, account_created } = purchaseStatus;
const accepted = { status: "accepted" } as const;

/** A step of a purchase, and the code and message of a purchase that fails since it was rejected. */
type PurchaseStep = Step & { failure: Extract<ErrorCode, RejectionCode>; message: string };

/** The steps of a purchase from a wallet, in their order. */
export const steps: readonly PurchaseStep[] = [
  {
    name: "fee",
    failure: "PAYMENT_FAILED",
    message: "The fee withdrawal was rejected.",
    isPending: (p) => p.status === pending && p.paymentOrder === null,
    perform: async (run) => {
      // The fee may be withdrawn from here on, so the purchase can no longer be canceled.
      if (!run.purchase.feeRequestedAt) await saveProgress(run, { feeRequestedAt: new Date() });
      const p = run.purchase;
      const result = await callTradingServer(() =>
        run.server.submitOperation({
          requestKey: requestKey(p, "fee"),
          login: p.payerLogin,
          amountCents: -p.accountAmountCents,
          currency: p.currency,
          reason: "TR_REASON_PROP",
          comment: "PROP_CHALLENGE_PURCHASE",
          // A card payment is credited later: before its fee, the wallet's other purchases could spend it.
          mayOwe: p.paymentId !== null,
          apiData: apiData(p, "PROP_CHALLENGE_PURCHASE"),
        }),
      );
      if (result.status !== "accepted") return result;
      const isPaid = p.paymentId === null;
      await saveProgress(run, { paymentOrder: result.order, ...(isPaid && { status: paid }) });
      return accepted;
    },
  },
  {
    name: "account",
    failure: "ACCOUNT_CREATION_FAILED",
    message: "The challenge account wasn't created.",
    isPending: ({ status }) => status === paid,
    perform: async (run) => {
      const p = run.purchase;
      // A retry already has the account of an earlier attempt, disabled.
      if (p.accountLogin !== null) return enableAgain(run, p.accountLogin);
      const result = await callTradingServer(() =>
        run.server.openAccount({
          requestKey: requestKey(p, "account"),
          customerId: p.customerId,
          group: p.accountGroup,
          purpose: "challenge",
          temporaryPassword: run.temporaryPassword,
        }),
      );
      if (result.status !== "accepted") return result;
      run.account = result.account;
      run.openedAccount = result.created;
      await saveProgress(run, { status: account_created, accountLogin: result.account.login });
      return accepted;
    },
  },
  {
    name: "initial_balance",
    failure: "INITIAL_BALANCE_FAILED",
    message: "The challenge account didn't get its initial balance.",
    isPending: (p) =>
      p.status === account_created && p.initialBalanceCents > 0n && p.initialBalanceOrder === null,
    perform: async (run) => {
      const p = run.purchase;
      if (p.accountLogin === null) throw new Error(`purchase ${p.id} has no account`);
      const login = p.accountLogin;
      const result = await callTradingServer(() =>
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
      if (result.status !== "accepted") return result;
      await saveProgress(run, { initialBalanceOrder: result.order });
      return accepted;
    },
  },
  {
    name: "challenge",
    failure: "CHALLENGE_CREATION_FAILED",
    message: "The challenge couldn't be started.",
    isPending: ({ status }) => status === account_created,
    perform: recordChallenge,
  },
];

const cardCredit: PurchaseStep = {
  name: "card_credit",
  failure: "PAYMENT_FAILED",
  message: "The card payment couldn't be credited to the wallet.",
  isPending: (p) => p.status === pending && p.paymentOrder !== null,
  perform: creditCardPayment,
};

/** The steps of a purchase by card: the payment is credited right after the fee, which the wallet may owe until then. */
const cardSteps = steps.flatMap((step) => (step.name === "fee" ? [step, cardCredit] : [step]));

/** The steps of a purchase, in their order. */
export const stepsOf = ({ paymentId }: Pick<Purchase, "paymentId">) =>
  paymentId === null ? steps : cardSteps;

/** Enables the account of an earlier attempt. Its password was never shown, so it gets a new one. */
async function enableAgain(run: Run, login: number): Promise<CallResult<object>> {
  const { server, temporaryPassword } = run;
  const enabled = await callTradingServer(() => server.setAccountEnabled(login, true));
  if (enabled.status !== "accepted") return enabled;
  const renewed = await callTradingServer(() => server.setPassword(login, temporaryPassword, true));
  if (renewed.status !== "accepted") return renewed;
  await saveProgress(run, { status: account_created });
  run.openedAccount = true;
  // Only for the response, which reads the account itself if this fails.
  const account = await withTimeout(() => server.getAccount(login)).catch(() => null);
  if (account) run.account = account;
  return accepted;
}
