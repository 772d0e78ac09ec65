import { eq } from "drizzle-orm";
import { challenges } from "@/db/schema";
import {
  type Challenge,
  hasFailed,
  nextAction,
  type Purchase,
  presentChallenge,
  presentPurchase,
} from "@/lib/challenges";
import { purchaseStatus } from "@/lib/challenges/schemas";
import type { Context } from "@/lib/core/context";
import { AppError, type ErrorCode, isErrorCode } from "@/lib/core/errors";
import {
  presentTradingAccount,
  type TradingAccount,
  type TradingServer,
  withTimeout,
} from "@/lib/trading";
import type { Run } from "./saga/run";
import type { BuyView, OpenedAccountView } from "./schemas";

export interface BuyResult {
  /** The HTTP status: 200, or 202 while a step's result is unknown. */
  status: 200 | 202;
  body: BuyView;
}

/** The result of the call that ran a purchase. Throws the code with which the purchase failed. */
export async function resultOfRun(run: Run, idempotent = false): Promise<BuyResult> {
  const { purchase, challenge, account } = run;
  if (!challenge || !account) return resultOfPurchase(run.ctx, purchase, run.server, idempotent);
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

/** Adds the account's password, if this run opened the account. */
export function withPassword(result: BuyResult, run: Run): BuyResult {
  if (!run.openedAccount) return result;
  const { temporaryPassword: temporary_password } = run;
  return { ...result, body: { ...result.body, temporary_password, must_change_password: true } };
}

/** The result while the last step's result is unknown. Throws the code of a purchase that failed. */
export function unknownResult({ purchase }: Run, idempotent: boolean): BuyResult {
  if (hasFailed(purchase)) throw failure(purchase, idempotent);
  return { status: 202, body: { accepted: true, idempotent, purchase: presentPurchase(purchase) } };
}

/** The result of a purchase in its present status. Throws the code with which it failed. */
export async function resultOfPurchase(
  ctx: Context,
  purchase: Purchase,
  server: TradingServer,
  idempotent = true,
): Promise<BuyResult> {
  if (hasFailed(purchase)) throw failure(purchase, idempotent);
  const view = presentPurchase(purchase);
  const { accountLogin } = purchase;
  if (purchase.status !== purchaseStatus.active || accountLogin === null) {
    return { status: 202, body: { accepted: true, idempotent, purchase: view } };
  }
  const [found, account] = await Promise.all([
    ctx.db.select().from(challenges).where(eq(challenges.purchaseId, purchase.id)),
    withTimeout(() => server.getAccount(accountLogin)),
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

/** A failed purchase as an error: the reason, where the fee is, and the purchase beside it. */
function failure(purchase: Purchase, idempotent: boolean): AppError {
  const { failureCode } = purchase;
  const code: ErrorCode = isErrorCode(failureCode) ? failureCode : "INVALID_STATE";
  return new AppError(code, `${purchase.failureMessage ?? ""} ${refundMessage(purchase)}`.trim(), {
    beside: { accepted: false, idempotent, purchase: presentPurchase(purchase) },
  });
}

function refundMessage(purchase: Purchase): string {
  if (purchase.paymentOrder === null) return "Nothing was charged.";
  return nextAction(purchase) === "BUY_AGAIN"
    ? "The fee was returned to the wallet."
    : "The fee is being returned to the wallet.";
}
