import { eq } from "drizzle-orm";
import { challenges } from "@/db/schema";
import type { Context } from "@/lib/context";
import { AppError, type ErrorCode, isErrorCode } from "@/lib/errors";
import {
  inTime,
  presentTradingAccount,
  type TradingAccount,
  type TradingServer,
} from "@/lib/trading";
import { type Challenge, presentChallenge, presentPurchase } from "./present";
import { hasFailed, nextAction, type Purchase } from "./purchase-status";
import type { Run } from "./run";
import { type BuyView, type OpenedAccountView, purchaseStatus } from "./schemas";

export interface BuyAnswer {
  /** 200, or 202 while a step's outcome is unknown. */
  status: 200 | 202;
  body: BuyView;
}

/** The answer to the call that ran a purchase. Throws the code with which it failed. */
export async function answerRun(run: Run, idempotent = false): Promise<BuyAnswer> {
  const { purchase, challenge, account } = run;
  if (!challenge || !account) return answerKnown(run.ctx, purchase, run.server, idempotent);
  const body: BuyView = {
    accepted: true,
    idempotent,
    purchase: presentPurchase(purchase),
    challenge: presentChallenge(challenge),
    ...(idempotent && { challenges: [presentChallenge(challenge)] }),
    account: presentOpened(account),
    must_change_password: account.mustChangePassword,
    ...ordersOf(purchase),
  };
  return idempotent ? { status: 200, body } : withPassword({ status: 200, body }, run);
}

/** An answer with the password of the account, where the run opened it. */
export function withPassword(answer: BuyAnswer, run: Run): BuyAnswer {
  if (!run.openedAccount) return answer;
  const { temporaryPassword: temporary_password } = run;
  return { ...answer, body: { ...answer.body, temporary_password, must_change_password: true } };
}

/** The answer while nobody knows what came of the last step. Throws the code of one that has failed. */
export function answerUnknown({ purchase }: Run, idempotent: boolean): BuyAnswer {
  if (hasFailed(purchase)) throw failure(purchase, idempotent);
  return { status: 202, body: { accepted: true, idempotent, purchase: presentPurchase(purchase) } };
}

/** The answer of a purchase as it stands. Throws the code with which it failed. */
export async function answerKnown(
  ctx: Context,
  purchase: Purchase,
  server: TradingServer,
  idempotent = true,
): Promise<BuyAnswer> {
  if (hasFailed(purchase)) throw failure(purchase, idempotent);
  const view = presentPurchase(purchase);
  const { accountLogin } = purchase;
  if (purchase.status !== purchaseStatus.active || accountLogin === null) {
    return { status: 202, body: { accepted: true, idempotent, purchase: view } };
  }
  const [found, account] = await Promise.all([
    ctx.db.select().from(challenges).where(eq(challenges.purchaseId, purchase.id)),
    inTime(() => server.getAccount(accountLogin)),
  ]);
  const views = found.map((row: Challenge) => presentChallenge(row));
  const body: BuyView = {
    accepted: true,
    idempotent,
    purchase: view,
    ...(views[0] && { challenge: views[0] }),
    challenges: views,
    ...(account && {
      account: presentOpened(account),
      must_change_password: account.mustChangePassword,
    }),
    ...ordersOf(purchase),
  };
  return { status: 200, body };
}

function presentOpened(account: TradingAccount): OpenedAccountView {
  const { login, group, brand, currency, leverage, enable, customer_id } =
    presentTradingAccount(account);
  return { login, group, brand, currency, leverage, enable, customer_id };
}

const ordersOf = ({ paymentOrder, initialBalanceOrder }: Purchase) => ({
  ...(paymentOrder !== null && { payment_order: paymentOrder }),
  ...(initialBalanceOrder !== null && { initial_balance_order: initialBalanceOrder }),
});

/** A failed purchase as an error: what went wrong, where the money is, and the purchase beside it. */
function failure(purchase: Purchase, idempotent: boolean): AppError {
  const { failureCode } = purchase;
  const code: ErrorCode = isErrorCode(failureCode) ? failureCode : "INVALID_STATE";
  return new AppError(code, `${purchase.failureMessage ?? ""} ${moneyWords(purchase)}`.trim(), {
    beside: { accepted: false, idempotent, purchase: presentPurchase(purchase) },
  });
}

function moneyWords(purchase: Purchase): string {
  if (purchase.paymentOrder === null) return "Nothing was charged.";
  return nextAction(purchase) === "BUY_AGAIN"
    ? "The fee was returned to the wallet."
    : "The fee is being returned to the wallet.";
}
