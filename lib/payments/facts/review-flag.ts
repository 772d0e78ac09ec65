import { and, asc, eq, inArray, isNull, ne, or, type SQL } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { paymentDisputes, paymentRefunds, payments } from "@/db/schema";
import { disputeTask } from "@/lib/core/dispute-messages";
import { formatMoney } from "@/lib/core/money";
import { disputeFlag, hasRefundFailed, notReturnedCents } from "./derive-status";

type Payment = Pick<
  typeof payments.$inferSelect,
  "kind" | "amountCents" | "currency" | "intentStatus" | "reviewKind" | "reviewReason"
>;
type Refund = Pick<typeof paymentRefunds.$inferSelect, "amountCents" | "status" | "acknowledgedAt">;
type Dispute = Pick<typeof paymentDisputes.$inferSelect, "id" | "amountCents" | "status">;
export type ReviewKind = NonNullable<typeof payments.$inferSelect.reviewKind>;

/** Why a payment needs manual review: the kind of problem, and a sentence for people; both null if it doesn't. */
export interface ReviewFlag {
  reviewKind: ReviewKind | null;
  reviewReason: string | null;
}
const NONE: ReviewFlag = { reviewKind: null, reviewReason: null };

/** These follow from a payment's refunds and disputes; the others stay until they are settled. */
const derivedKinds = ["refund_failed", "dispute"] as const satisfies ReviewKind[];

const isDerived = (kind: ReviewKind | null) => derivedKinds.some((derived) => derived === kind);

/**
 * `Refund of $349.00 failed: pay the customer another way`, for each that wasn't handled. None if another refund
 * or a lost dispute has returned the whole payment since.
 */
function refundFlag(payment: Payment, refunds: Refund[], disputes: Dispute[]): string | null {
  const { kind, currency } = payment;
  const left = notReturnedCents(payment, refunds, disputes);
  if (left === 0n) return null;
  const open = refunds.filter((it) => hasRefundFailed(it) && it.acknowledgedAt === null);
  const sentences = open.map(({ amountCents, status }) => {
    const refund = `Refund of ${formatMoney(amountCents, currency)}`;
    if (status === "canceled") return `${refund} was canceled: refund it again if it's still owed`;
    return kind === "deposit"
      ? `${refund} failed and the money is back in the wallet: ask the customer how to pay it out`
      : `${refund} failed: pay the customer another way`;
  });
  if (open.reduce((sum, { amountCents }) => sum + amountCents, 0n) > left) {
    sentences.push(`At most ${formatMoney(left, currency)} of the payment is left to return`);
  }
  return sentences.length > 0 ? sentences.join(". ") : null;
}

/** The flags of refunds and disputes, the refunds first: disputes are shown at Stripe as well. */
function derivedFlags(payment: Payment, refunds: Refund[], disputes: Dispute[]): ReviewFlag[] {
  const refund =
    payment.intentStatus === "succeeded" ? refundFlag(payment, refunds, disputes) : null;
  const dispute = disputeFlag(disputes);
  return [
    ...(refund === null ? [] : [{ reviewKind: "refund_failed", reviewReason: refund } as const]),
    ...(dispute === null ? [] : [{ reviewKind: "dispute", reviewReason: dispute } as const]),
  ];
}

/** The flag of a payment after its refunds and disputes have changed. One that doesn't follow from them stays. */
export function flagOf(payment: Payment, refunds: Refund[], disputes: Dispute[]): ReviewFlag {
  const { reviewKind, reviewReason } = payment;
  if (reviewKind !== null && !isDerived(reviewKind)) return { reviewKind, reviewReason };
  return derivedFlags(payment, refunds, disputes)[0] ?? NONE;
}

/** All that needs manual review. */
export interface Review<D> {
  /** As one text: the stored flag and the flags behind it. */
  reason: string | null;
  /** The same without the disputes, for where they are shown themselves. */
  notice: string | null;
  /** The disputes among it. */
  disputes: D[];
}

/** What needs manual review about a payment: nothing unless it is flagged. */
export function reviewOf<D extends Dispute>(
  payment: Payment,
  refunds: Refund[],
  disputes: D[],
): Review<D> {
  const { reviewKind, reviewReason } = payment;
  if (reviewReason === null) return { reason: null, notice: null, disputes: [] };
  const behind = derivedFlags(payment, refunds, disputes).filter(
    (flag) => flag.reviewKind !== reviewKind,
  );
  const flags = [{ reviewKind, reviewReason }, ...behind];
  const others = flags.filter((flag) => flag.reviewKind !== "dispute");
  return {
    reason: textOf(flags),
    notice: textOf(others),
    disputes:
      others.length === flags.length ? [] : disputes.filter((it) => disputeTask(it) !== null),
  };
}

const textOf = (flags: ReviewFlag[]): string | null =>
  flags.length === 0 ? null : flags.map((flag) => flag.reviewReason).join(". ");

/**
 * Clears flags of these kinds on the payments of a condition, in the caller's transaction. The flag behind one
 * takes its place. The rows stay locked until the transaction ends.
 */
export async function clearFlags(
  tx: Transaction,
  kinds: ReviewKind[],
  where: SQL | undefined,
): Promise<void> {
  const cleared = await tx
    .update(payments)
    .set(NONE)
    .where(and(where, inArray(payments.reviewKind, kinds)))
    .returning();
  for (const { id, ...payment } of cleared) {
    const refunds = await tx.select().from(paymentRefunds).where(eq(paymentRefunds.paymentId, id));
    const disputes = await tx
      .select()
      .from(paymentDisputes)
      .where(eq(paymentDisputes.paymentId, id));
    const next = flagOf(payment, refunds, disputes);
    if (next.reviewKind !== null) await tx.update(payments).set(next).where(eq(payments.id, id));
  }
}

/**
 * Clears the flags about a wallet's debt once it owes nothing, in the caller's transaction. `movedCents`
 * is each deposit's amount in the wallet as the caller read it, in minor units. A deposit whose amount has changed
 * since stays flagged: the wallet may be in debt again.
 */
export async function clearDebtFlags(
  tx: Transaction,
  login: number,
  movedCents: ReadonlyMap<string, bigint>,
): Promise<void> {
  const flagged = await tx
    .select({ id: payments.id, moved: payments.depositNetCents })
    .from(payments)
    .where(and(eq(payments.depositLogin, login), eq(payments.reviewKind, "wallet_debt")))
    .orderBy(asc(payments.id))
    .for("no key update");
  const ids = flagged.filter(({ id, moved }) => movedCents.get(id) === moved).map(({ id }) => id);
  if (ids.length > 0) await clearFlags(tx, ["wallet_debt"], inArray(payments.id, ids));
}

/** Rows whose flag may be replaced by one about their wallet: all but a mismatch with Stripe. */
export const isReplaceable = (): SQL | undefined =>
  or(isNull(payments.reviewKind), ne(payments.reviewKind, "mismatch"));
