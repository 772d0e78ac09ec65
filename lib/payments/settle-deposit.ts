import { and, eq, isNotNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { paymentDisputes, paymentRefunds, payments } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Context } from "@/lib/context";
import { enqueueWalletHold, recheckWalletHold } from "@/lib/jobs/enqueue-wallet-hold";
import { centsToJson } from "@/lib/money";
import { recordHistory } from "@/lib/payment-history";
import { ask, type TradingServer, tradingServer } from "@/lib/trading";
import { depositWorth } from "./derive-status";
import type { Payment } from "./intent-changes";
import { clearFlags, isReplaceable } from "./review-flag";

/** A paid deposit and the movement in its wallet that is asked for: positive in, negative out. */
interface Pending {
  payment: Payment;
  login: number;
  cents: bigint;
}

/**
 * Brings a wallet in line with what a deposit is worth: credits it once it is paid, takes back what was
 * refunded or disputed, gives back what was won. What is spent already becomes the wallet's debt.
 * The movement is written down before it is asked for, with a key that changes only after a definite
 * answer, so that this can be repeated and run by several at once. Throws where a movement was refused
 * or its outcome is unknown; repeat it then.
 */
export async function settleDeposit(
  ctx: Context,
  paymentId: string,
  server: TradingServer = tradingServer(ctx.db),
): Promise<void> {
  for (;;) {
    const pending = await nextMovement(ctx, paymentId);
    if (!pending) return;
    const answer = await ask(() => server.submitOperation(requestOf(pending)));
    if (answer.outcome === "unknown") throw answer.cause;
    if (answer.outcome === "refused") {
      await giveUp(ctx, pending, answer.message);
      throw new Error(answer.message);
    }
    const account = await server.getAccount(pending.login);
    await record(ctx, pending, { order: answer.order, owes: (account?.debtCents ?? 0n) > 0n });
  }
}

/** The movement that was written down already, or the one that is due now; null when nothing is. */
const nextMovement = ({ db }: Context, id: string): Promise<Pending | null> =>
  inTransaction(db, async (tx) => {
    const [payment] = await tx
      .select()
      .from(payments)
      .where(eq(payments.id, id))
      .for("no key update");
    if (payment?.depositLogin == null || payment.paidAt === null) return null;
    const { depositLogin: login, depositPendingCents } = payment;
    if (depositPendingCents !== null) return { payment, login, cents: depositPendingCents };
    const refunds = await tx.select().from(paymentRefunds).where(eq(paymentRefunds.paymentId, id));
    const disputes = await tx
      .select()
      .from(paymentDisputes)
      .where(eq(paymentDisputes.paymentId, id));
    const cents = depositWorth(payment, refunds, disputes) - payment.depositNetCents;
    if (cents === 0n) return null;
    await tx.update(payments).set({ depositPendingCents: cents }).where(eq(payments.id, id));
    return { payment, login, cents };
  });

const commentOf = ({ payment, cents }: Pending) => {
  if (cents < 0n) return "WALLET_DEPOSIT_RETURNED";
  return payment.depositOrder === null ? "WALLET_DEPOSIT" : "WALLET_DEPOSIT_RESTORED";
};

function requestOf(pending: Pending) {
  const { id, customerId, currency, depositAttempt } = pending.payment;
  const { login, cents } = pending;
  const comment = commentOf(pending);
  return {
    requestKey: `deposit:${id}:${depositAttempt}`,
    login,
    amountCents: cents,
    currency,
    mayOwe: cents < 0n,
    reason: "TR_REASON_DEPOSIT",
    comment,
    apiData: {
      module: "payments",
      operation: comment,
      payment_id: id,
      customer_id: customerId,
      login,
    },
  } as const;
}

const REFUSED = "The trading server refused the deposit";
const debtOf = (login: number) =>
  `Taken back from wallet ${login}, which owes for what it had spent`;

/** The row while this movement is the one that is asked for: of several executors one writes. */
const stillPending = ({ payment }: Pending) =>
  and(
    eq(payments.id, payment.id),
    eq(payments.depositAttempt, payment.depositAttempt),
    isNotNull(payments.depositPendingCents),
  );

async function record(
  ctx: Context,
  pending: Pending,
  { order, owes }: { order: number; owes: boolean },
): Promise<void> {
  const { payment, login, cents } = pending;
  const { id: paymentId } = payment;
  await inTransaction(ctx.db, async (tx) => {
    const written = await tx
      .update(payments)
      .set({
        depositNetCents: payment.depositNetCents + cents,
        depositOrder: sql`coalesce(${payments.depositOrder}, ${order}::int)`,
        depositPendingCents: null,
        depositAttempt: payment.depositAttempt + 1,
      })
      .where(stillPending(pending))
      .returning({ id: payments.id });
    if (written.length === 0) return;
    await clearFlags(tx, ["deposit_rejected", "wallet_debt"], eq(payments.id, paymentId));
    await noteDebt(tx, pending, owes);
    await (cents < 0n ? enqueueWalletHold : recheckWalletHold)(tx, login);
    const moved = { kind: "wallet", login, order, amount_cents: centsToJson(cents) } as const;
    const step = { type: cents > 0n ? "wallet.credited" : "wallet.debited", changes: [moved] };
    await recordHistory(tx, { source: "wallet", paymentId, ...step });
  });
  ctx.log.info({ payment_id: payment.id, order }, "deposit settled");
}

/** A refusal is the answer to its key for ever: the next try asks anew, and a person should look. */
async function giveUp(ctx: Context, pending: Pending, message: string): Promise<void> {
  const { payment } = pending;
  const given = { depositPendingCents: null, depositAttempt: payment.depositAttempt + 1 };
  const flag = { reviewKind: "deposit_rejected", reviewReason: `${REFUSED}: ${message}` } as const;
  await inTransaction(ctx.db, async (tx) => {
    const written = await tx
      .update(payments)
      .set(given)
      .where(stillPending(pending))
      .returning({ id: payments.id });
    if (written.length === 0) return;
    await tx
      .update(payments)
      .set(flag)
      .where(and(eq(payments.id, payment.id), isReplaceable()));
  });
  ctx.log.error({ payment_id: payment.id, note: message }, "payment needs a person");
}

/**
 * A wallet that owes what was taken back is for a person to know, and over once it owes nothing: then
 * none of its deposits is the reason any more.
 */
async function noteDebt(tx: Transaction, { payment, login, cents }: Pending, owes: boolean) {
  if (!owes) {
    await clearFlags(tx, ["wallet_debt"], eq(payments.depositLogin, login));
  } else if (cents < 0n) {
    await tx
      .update(payments)
      .set({ reviewKind: "wallet_debt", reviewReason: debtOf(login) })
      .where(and(eq(payments.id, payment.id), isReplaceable()));
  }
}
