import type { Transaction } from "@/db/client";
import { emit } from "@/lib/webhooks";
import { type Challenge, loginOf } from "./present";
import type { Purchase } from "./purchase-status";

const challengeOf = (challenge: Challenge, purchase: Purchase) => ({
  challenge_id: challenge.id,
  purchase_id: purchase.id,
  program_id: purchase.programId,
  payer_login: purchase.payerLogin,
  login: loginOf(challenge),
});

/** Emits that a challenge was suspended, in the transaction of that change. */
export const emitSuspended = (
  tx: Transaction,
  challenge: Challenge,
  purchase: Purchase,
  why: { reason: string; payment_id: string },
) =>
  emit(
    tx,
    "challenge.suspended",
    { customerId: purchase.customerId },
    { ...challengeOf(challenge, purchase), ...why },
  );

/** Emits that a challenge can be traded again. */
export const emitReinstated = (tx: Transaction, challenge: Challenge, purchase: Purchase) =>
  emit(
    tx,
    "challenge.reinstated",
    { customerId: purchase.customerId },
    challengeOf(challenge, purchase),
  );

/** Emits that the firm ended a challenge. */
export const emitEnded = (
  tx: Transaction,
  challenge: Challenge,
  purchase: Purchase,
  reason: string,
) =>
  emit(
    tx,
    "challenge.ended",
    { customerId: purchase.customerId },
    { ...challengeOf(challenge, purchase), reason },
  );
