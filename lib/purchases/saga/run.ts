import type { Challenge, Purchase } from "@/lib/challenges";
import type { Context } from "@/lib/core/context";
import type { TradingAccount, TradingServer } from "@/lib/trading";
import { type Changes, savePurchase } from "./claim";

/** One executor's work on a purchase that it has claimed. */
export interface Run {
  ctx: Context;
  server: TradingServer;
  purchase: Purchase;
  /** The password of the account, if this run opens it. */
  temporaryPassword: string;
  /** Set by the steps of this run, for the response. */
  account?: TradingAccount;
  openedAccount?: boolean;
  challenge?: Challenge;
}

/** Saves a step's result, and takes the saved row as the run's purchase. */
export async function saveProgress(run: Run, changes: Changes, release = false): Promise<void> {
  run.purchase = await savePurchase(run.ctx.db, run.purchase, changes, { release });
}

/** The request key of a step's current attempt: it changes only after a rejection or a reversal. */
export const requestKey = ({ id, attempts }: Purchase, step: string) =>
  `${id}:${step}:${attempts[step] ?? 1}`;

/** The attempts, with the next one of these steps. */
export const nextAttempt = ({ attempts }: Purchase, ...steps: string[]) => ({
  ...attempts,
  ...Object.fromEntries(steps.map((step) => [step, (attempts[step] ?? 1) + 1])),
});

/** Stored beside each operation of a purchase at the trading server. */
export const apiData = (p: Purchase, operation: string) => ({
  module: "prop_challenge",
  operation,
  program_id: p.programId,
  purchase_id: p.id,
  customer_id: p.customerId,
  payer_login: p.payerLogin,
  challenge_login: p.accountLogin,
  idempotency_key: p.idempotencyKey,
  ...(p.paymentId !== null && { payment_id: p.paymentId }),
});
