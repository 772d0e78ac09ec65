import { and, eq, isNotNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { paymentDisputes, paymentRefunds, payments } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { hasFailed, isUncredited, type Purchase } from "@/lib/challenges";
import { purchaseStatus } from "@/lib/challenges/schemas";
import type { Context } from "@/lib/core/context";
import { centsToJson } from "@/lib/core/money";
import { recordHistory } from "@/lib/payment-history";
import { lockPurchaseOfPayment } from "@/lib/purchases";
import { enqueueWalletHold, recheckWalletHold } from "@/lib/queue/enqueue-wallet-hold";
import {
  callTradingServer,
  type OperationRequest,
  type TradingServer,
  tradingServer,
} from "@/lib/trading";
import { causeOf, depositWorth, type ReversalCause } from "./facts/derive-status";
import type { Payment } from "./facts/intent-changes";
import { clearFlags, isReplaceable } from "./facts/review-flag";
import type { ProgramPayment } from "./program/state";

/** A paid deposit and its pending movement in the wallet, in minor units: positive in, negative out. */
interface Pending {
  payment: Payment;
  login: number;
  cents: bigint;
  cause: ReversalCause;
  /** The purchase that the payment is for: its fee moves by the same amount in the other direction. */
  purchase: Purchase | null;
}

/**
 * Adjusts a wallet to what a deposit is worth: credits it once it is paid, debits refunds and disputes, credits
 * disputes that were won. Money that is spent already becomes the wallet's debt. The payment of a program that was bought
 * moves the purchase's fee as well, so that the wallet's balance and debt stay as they are.
 * The movement is stored before the trading server is called, with a key that changes only after a definite
 * result: it can be repeated, and run concurrently. Throws if the movement was rejected or its result is
 * unknown: the job repeats it.
 */
export async function settleDeposit(
  ctx: Context,
  paymentId: string,
  server: TradingServer = tradingServer(ctx.db),
): Promise<void> {
  for (;;) {
    const pending = await nextMovement(ctx, paymentId);
    if (!pending) return;
    const orders = { deposit: 0, fee: 0 };
    for (const [of, operation] of operationsOf(pending)) {
      const result = await callTradingServer(() => server.submitOperation(operation));
      if (result.status === "unknown") throw result.cause;
      if (result.status === "rejected") {
        // Neither half of a fee's movement may be repeated under another key once the other is booked.
        const isHalf = orders.deposit + orders.fee > 0;
        await recordRejection(ctx, pending, result.message, isHalf);
        throw new Error(result.message);
      }
      orders[of] = result.order;
    }
    const account = await server.getAccount(pending.login);
    const owes = pending.purchase === null && (account?.debtCents ?? 0n) > 0n;
    await recordMovement(ctx, pending, { order: orders.deposit, owes });
  }
}

/** The stored pending movement, or the next one, which is stored now; null if there is none. */
const nextMovement = ({ db }: Context, id: string): Promise<Pending | null> =>
  inTransaction(db, async (tx) => {
    const [payment] = await tx
      .select()
      .from(payments)
      .where(eq(payments.id, id))
      .for("no key update");
    if (payment?.depositLogin == null || payment.paidAt === null) return null;
    const { depositLogin: login, depositPendingCents } = payment;
    const purchase = payment.kind === "program" ? await lockPurchaseOfPayment(tx, id) : null;
    // While it is being bought nothing moves: its job comes back to this.
    if (purchase && !hasFailed(purchase) && purchase.status !== purchaseStatus.active) return null;
    // The first credit is for the fee that the purchase itself withdrew, also where a worker of the release before went on
    // without it: only what is moved after it has a fee of its own.
    const isFirst = payment.depositOrder === null;
    const fee = purchase && isCredited(purchase) && !isFirst ? purchase : null;
    const refunds = await tx.select().from(paymentRefunds).where(eq(paymentRefunds.paymentId, id));
    const disputes = await tx
      .select()
      .from(paymentDisputes)
      .where(eq(paymentDisputes.paymentId, id));
    const target = targetOf({ payment, refunds, disputes, purchase });
    const cents = depositPendingCents ?? target - payment.depositNetCents;
    if (cents === 0n) return null;
    await tx.update(payments).set({ depositPendingCents: cents }).where(eq(payments.id, id));
    const gone = payment.amountCents - payment.depositNetCents;
    return { payment, login, cents, cause: causeOf(gone, refunds, disputes), purchase: fee };
  });

/** Whether the payment of a purchase that isn't under way was credited for the fee that it withdrew. */
const isCredited = (purchase: Purchase) =>
  purchase.paymentOrder !== null && !isUncredited(purchase);

/** How much of a payment belongs into its wallet. That of a program belongs there only with the fee that it paid. */
function targetOf({ payment, refunds, disputes, purchase }: ProgramPayment): bigint {
  if (payment.kind === "program" && !(purchase && isCredited(purchase))) return 0n;
  return depositWorth(payment, refunds, disputes);
}

function commentOf({ payment, cents, cause }: Pending): string {
  if (payment.kind === "program") {
    return `PROP_CHALLENGE_CARD_${cents < 0n ? cause : "PAYMENT"}`;
  }
  if (cents < 0n) return `WALLET_DEPOSIT_${cause}`;
  return payment.depositOrder === null ? "WALLET_DEPOSIT" : "WALLET_DEPOSIT_RESTORED";
}

function operationsOf(pending: Pending): ["deposit" | "fee", OperationRequest][] {
  const { id, kind, customerId, programId, currency, depositAttempt } = pending.payment;
  const { login, cents, purchase } = pending;
  const operation = (amountCents: bigint, comment: string) => ({
    login,
    amountCents,
    currency,
    mayOwe: amountCents < 0n,
    comment,
    apiData: {
      module: "payments",
      operation: comment,
      payment_id: id,
      customer_id: customerId,
      login,
      ...(kind === "program" && { program_id: programId }),
    },
  });
  const deposit = {
    ...operation(cents, commentOf(pending)),
    requestKey: `deposit:${id}:${depositAttempt}`,
    reason: "TR_REASON_DEPOSIT",
  } as const;
  if (!purchase) return [["deposit", deposit]];
  const fee = {
    ...operation(
      -cents,
      cents < 0n ? "PROP_CHALLENGE_FEE_RETURNED" : "PROP_CHALLENGE_FEE_RESTORED",
    ),
    requestKey: `fee:${id}:${depositAttempt}`,
    reason: "TR_REASON_PROP",
  } as const;
  // What comes in first covers what goes out.
  return cents < 0n
    ? [
        ["fee", fee],
        ["deposit", deposit],
      ]
    : [
        ["deposit", deposit],
        ["fee", fee],
      ];
}

const REJECTED = "The trading server rejected the wallet top-up";
const debtReason = (login: number) => `Reversed from wallet ${login}, leaving a balance owed`;

/** The row while this movement is pending: of concurrent executors one writes. */
const isPending = ({ payment }: Pending) =>
  and(
    eq(payments.id, payment.id),
    eq(payments.depositAttempt, payment.depositAttempt),
    isNotNull(payments.depositPendingCents),
  );

async function recordMovement(
  ctx: Context,
  pending: Pending,
  { order, owes }: { order: number; owes: boolean },
): Promise<void> {
  const { payment, login, cents } = pending;
  const { id: paymentId } = payment;
  await inTransaction(ctx.db, async (tx) => {
    const updated = await tx
      .update(payments)
      .set({
        depositNetCents: payment.depositNetCents + cents,
        depositOrder: sql`coalesce(${payments.depositOrder}, ${order}::int)`,
        depositPendingCents: null,
        depositAttempt: payment.depositAttempt + 1,
      })
      .where(isPending(pending))
      .returning({ id: payments.id });
    if (updated.length === 0) return;
    await clearFlags(tx, ["deposit_rejected", "wallet_debt"], eq(payments.id, paymentId));
    // The wallet's balance and debt are as before: nothing else follows.
    if (payment.kind === "program") return;
    await flagDebt(tx, pending, owes);
    await (cents < 0n ? enqueueWalletHold : recheckWalletHold)(tx, login);
    const moved = { kind: "wallet", login, order, amount_cents: centsToJson(cents) } as const;
    const step = { type: cents > 0n ? "wallet.credited" : "wallet.debited", changes: [moved] };
    await recordHistory(tx, { source: "wallet", paymentId, ...step });
  });
  ctx.log.info({ payment_id: payment.id, order }, "deposit.settled");
}

/** Flags a rejected movement. A rejection is final for its key, so the next try has another one. */
async function recordRejection(
  ctx: Context,
  pending: Pending,
  message: string,
  isHalf: boolean,
): Promise<void> {
  const { payment } = pending;
  const { depositAttempt } = payment;
  const cleared = isHalf
    ? { depositAttempt }
    : { depositPendingCents: null, depositAttempt: depositAttempt + 1 };
  const flag = { reviewKind: "deposit_rejected", reviewReason: `${REJECTED}: ${message}` } as const;
  await inTransaction(ctx.db, async (tx) => {
    const updated = await tx
      .update(payments)
      .set(cleared)
      .where(isPending(pending))
      .returning({ id: payments.id });
    if (updated.length === 0) return;
    await tx
      .update(payments)
      .set(flag)
      .where(and(eq(payments.id, payment.id), isReplaceable()));
  });
  ctx.log.error({ payment_id: payment.id, note: message }, "payment.flagged");
}

/** Flags a deposit whose reversal left its wallet in debt, and clears these flags once the wallet owes nothing. */
async function flagDebt(tx: Transaction, { payment, login, cents }: Pending, owes: boolean) {
  if (!owes) {
    await clearFlags(tx, ["wallet_debt"], eq(payments.depositLogin, login));
  } else if (cents < 0n) {
    await tx
      .update(payments)
      .set({ reviewKind: "wallet_debt", reviewReason: debtReason(login) })
      .where(and(eq(payments.id, payment.id), isReplaceable()));
  }
}
