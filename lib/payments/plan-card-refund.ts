import { and, desc, eq, inArray } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { moneyRequests, paymentRefunds, payments } from "@/db/schema";
import type { Card } from "@/lib/core/card-label";
import { env } from "@/lib/core/env";
import { refundedCents } from "./facts/derive-status";

/** A part of an amount that goes back to the card of one deposit. Minor units. */
export interface CardRefund {
  paymentId: string;
  cents: bigint;
  /** Null until Stripe has said it, and for methods that aren't cards. */
  card: Card | null;
  paidAt: Date;
}

/** How an amount of a wallet can go back to cards. */
export interface CardRefundPlan {
  refunds: CardRefund[];
  /** The part that no deposit can refund, in minor units. */
  missingCents: bigint;
  /** Another refund of one of the wallet's deposits is in progress: afterwards more may be refundable. */
  isBusy: boolean;
}

const least = (a: bigint, b: bigint) => (a < b ? a : b);

/** More deposits than a purchase was ever paid with. */
const MOST = 100;

/**
 * Plans the refund of an amount (minor units) from a wallet to cards: by the newest deposit that can refund all of
 * it, else by as many as it needs, newest first. Left out are deposits that are disputed, whose card has returned a
 * refund before, or that have a refund in progress.
 */
export async function planCardRefund(
  db: Executor,
  { login, currency, cents }: { login: number; currency: string; cents: bigint },
): Promise<CardRefundPlan> {
  const { deposits, isBusy } = await refundableDeposits(db, login, currency);
  const one = deposits.find((it) => it.cents >= cents);
  const refunds: CardRefund[] = [];
  let missingCents = cents;
  for (const deposit of one ? [one] : deposits) {
    if (missingCents === 0n) break;
    const part = least(deposit.cents, missingCents);
    refunds.push({ ...deposit, cents: part });
    missingCents -= part;
  }
  return { refunds, missingCents, isBusy };
}

/** The deposits of a wallet that can be refunded now, newest first, each with the most that it can refund. */
async function refundableDeposits(db: Executor, login: number, currency: string) {
  const paid = await db
    .select()
    .from(payments)
    .where(
      and(
        eq(payments.kind, "deposit"),
        eq(payments.depositLogin, login),
        eq(payments.currency, currency),
        eq(payments.livemode, env().livemode),
        // A disputed one has another status.
        inArray(payments.status, ["succeeded", "partially_refunded"]),
      ),
    )
    .orderBy(desc(payments.paidAt), desc(payments.id))
    .limit(MOST);
  const ids = paid.map(({ id }) => id);
  const refunds = await db
    .select()
    .from(paymentRefunds)
    .where(inArray(paymentRefunds.paymentId, ids));
  const open = await db
    .select({ paymentId: moneyRequests.paymentId })
    .from(moneyRequests)
    .where(
      and(
        inArray(moneyRequests.paymentId, ids),
        inArray(moneyRequests.status, ["waiting", "pending"]),
      ),
    );
  const isBusy = (id: string) => open.some(({ paymentId }) => paymentId === id);
  const deposits = paid.flatMap((payment): CardRefund[] => {
    const { id, amountCents, depositNetCents, paidAt, cardBrand, cardLast4 } = payment;
    const own = refunds.filter(({ paymentId }) => paymentId === id);
    const hasFailed = own.some(({ status }) => status === "failed");
    if (hasFailed || isBusy(id) || paidAt === null) return [];
    const cents = least(amountCents - refundedCents(own), depositNetCents);
    const card =
      cardBrand !== null && cardLast4 !== null ? { brand: cardBrand, last4: cardLast4 } : null;
    return cents > 0n ? [{ paymentId: id, cents, card, paidAt }] : [];
  });
  return { deposits, isBusy: open.length > 0 };
}
