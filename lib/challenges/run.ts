import type { Context } from "@/lib/context";
import type { TradingAccount, TradingServer } from "@/lib/trading";
import { type Changes, keep } from "./claim";
import type { Challenge } from "./present";
import type { Purchase } from "./purchase-status";

/** One executor's work on a purchase that it has claimed. */
export interface Run {
  ctx: Context;
  server: TradingServer;
  purchase: Purchase;
  /** What the account is opened with, should this run open it. */
  temporaryPassword: string;
  /** Set by the steps of this run, for the answer. */
  account?: TradingAccount;
  openedAccount?: boolean;
  challenge?: Challenge;
}

/** Writes a step's result to the purchase, as this run's. */
export async function record(run: Run, changes: Changes, release = false): Promise<void> {
  run.purchase = await keep(run.ctx.db, run.purchase, changes, { release });
}

/** The request key of a step's current attempt: the same one until the trading server refuses it. */
export const requestKey = ({ id, attempts }: Purchase, step: string) =>
  `${id}:${step}:${attempts[step] ?? 1}`;

/** Attempts after a step's request has been used up, by a refusal or a reversal. */
export const nextAttempt = ({ attempts }: Purchase, ...steps: string[]) => ({
  ...attempts,
  ...Object.fromEntries(steps.map((step) => [step, (attempts[step] ?? 1) + 1])),
});

/** What the trading server keeps beside each of a purchase's operations. */
export const apiData = (p: Purchase, operation: string) => ({
  module: "prop_challenge",
  operation,
  program_id: p.programId,
  purchase_id: p.id,
  customer_id: p.customerId,
  payer_login: p.payerLogin,
  challenge_login: p.accountLogin,
  idempotency_key: p.idempotencyKey,
});
