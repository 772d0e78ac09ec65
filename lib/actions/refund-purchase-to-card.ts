import { asc, eq, inArray } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { payments, purchases } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/audit";
import { type Purchase, statusName } from "@/lib/challenges";
import { purchaseStatus } from "@/lib/challenges/schemas";
import { addLogFields, type Context, requireFreshAdmin } from "@/lib/core/context";
import { AppError, notFound } from "@/lib/core/errors";
import { findExistingRequest, insertRequest } from "@/lib/money-requests";
import { rollBackInTransaction } from "@/lib/purchases";
import { readPurchaseRefund } from "./read-purchase-refund";

interface RefundToCard {
  id: number;
  /** The refunds that the admin confirmed, in minor units. */
  refunds: { payment_id: string; amount_cents: number }[];
  reason: string;
  idempotencyKey: string;
}

/**
 * Cancels a purchase from a wallet and refunds its fee to the card that topped the wallet up. Both are stored in one
 * transaction: the rollback, and the refunds, which wait until the fee is back in the wallet. The fee of a purchase that
 * was canceled before is refunded immediately. Throws NOT_FOUND, IDEMPOTENCY_KEY_REUSED, and INVALID_STATE, also if the
 * refunds aren't those that are possible now.
 */
export async function refundPurchaseToCard(ctx: Context, input: RefundToCard): Promise<void> {
  requireFreshAdmin(ctx);
  addLogFields(ctx, { purchase_id: input.id });
  await inTransaction(ctx.db, async (tx) => {
    // In the order in which other transactions lock them: a deposit's payment, then what it paid for.
    const ids = input.refunds.map(({ payment_id }) => payment_id);
    await tx
      .select({ id: payments.id })
      .from(payments)
      .where(inArray(payments.id, ids))
      .orderBy(asc(payments.id))
      .for("no key update");
    const byId = eq(purchases.id, input.id);
    const [purchase] = await tx.select().from(purchases).where(byId).for("update");
    if (!purchase) throw notFound("purchase");
    const requests = requestsOf(purchase, input);
    // A second click: the first one stored all of them.
    const [first] = requests;
    if (first && (await findExistingRequest(tx, ctx, first))) return;
    await requirePossible(tx, purchase, input);
    await rollBackInTransaction(tx, purchase);
    for (const request of requests) {
      await insertRequest(tx, ctx, request, { purchase_status: statusName(purchase.status) });
    }
    const [after] = await tx.select().from(purchases).where(byId);
    await audit(tx, ctx, {
      action: "purchase.refund_to_card",
      subject: input.id,
      reason: input.reason,
      before: { status: statusName(purchase.status) },
      after: { status: after && statusName(after.status), refunds: input.refunds },
    });
  });
}

const requestsOf = (purchase: Purchase, { refunds, reason, idempotencyKey }: RefundToCard) =>
  refunds.map(({ payment_id, amount_cents }, i) => ({
    kind: "refund" as const,
    paymentId: payment_id,
    purchaseId: purchase.id,
    amountCents: BigInt(amount_cents),
    currency: purchase.currency,
    reason,
    idempotencyKey: `${idempotencyKey}:${i + 1}`,
    status:
      purchase.status === purchaseStatus.refunded ? ("pending" as const) : ("waiting" as const),
  }));

/** Rejects refunds that aren't what would be done now: the admin confirmed something else. */
async function requirePossible(
  tx: Transaction,
  purchase: Purchase,
  { refunds }: RefundToCard,
): Promise<void> {
  if (purchase.paymentId !== null) {
    throw new AppError(
      "INVALID_STATE",
      `This challenge was paid by card. Refund payment ${purchase.paymentId}: a full refund ends the challenge.`,
    );
  }
  const possible = await readPurchaseRefund(tx, purchase);
  if (!possible) {
    const isCharged = purchase.paymentOrder !== null && purchase.accountAmountCents > 0n;
    throw new AppError(
      "INVALID_STATE",
      isCharged
        ? "The fee of this purchase was already refunded to the card, or is being refunded."
        : "This purchase has no fee that could be refunded to a card.",
    );
  }
  if (possible.problem !== null) throw new AppError("INVALID_STATE", possible.problem);
  const now = possible.refunds.map(({ paymentId, cents }) => `${paymentId} ${cents}`);
  const confirmed = refunds.map((it) => `${it.payment_id} ${it.amount_cents}`);
  if (now.join() !== confirmed.join()) {
    throw new AppError(
      "INVALID_STATE",
      "The wallet's top-ups have changed since this page was opened. Reload it and confirm the refund again.",
    );
  }
}
