import { eq } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { moneyRequests } from "@/db/schema";
import { hasFailed, type Purchase } from "@/lib/challenges";
import { formatMoney } from "@/lib/core/money";
import { type CardRefund, planCardRefund } from "@/lib/payments";

/** What can go back to the card of a purchase's fee, and why it can't. */
export interface PurchaseRefund {
  /** The part of the fee without a refund to a card, in minor units. */
  cents: bigint;
  /** The refunds that return it; none if it can't be returned. */
  refunds: CardRefund[];
  /** Why it can't be returned, and what to do; null if it can. */
  problem: string | null;
}

/** How the fee of a purchase from a wallet can be refunded to the card; null if there is nothing to refund. */
export async function readPurchaseRefund(
  db: Executor,
  purchase: Purchase,
): Promise<PurchaseRefund | null> {
  const { id, payerLogin: login, currency, accountAmountCents, paymentOrder, paymentId } = purchase;
  // No top-up paid for one that was paid by card.
  if (paymentOrder === null || paymentId !== null) return null;
  const requests = await db.select().from(moneyRequests).where(eq(moneyRequests.purchaseId, id));
  const requested = requests.filter(({ status }) => status !== "refused");
  const cents = requested.reduce((left, it) => left - it.amountCents, accountAmountCents);
  if (cents <= 0n) return null;
  const plan = await planCardRefund(db, { login, currency, cents });
  const isOpen = requested.some(({ status }) => status !== "done");
  if (!isOpen && plan.missingCents === 0n) return { cents, refunds: plan.refunds, problem: null };
  const problem =
    isOpen || plan.isBusy
      ? `A refund of a top-up of wallet ${login} is in progress. Try again once it's done.`
      : notEnough(purchase, cents, cents - plan.missingCents);
  return { cents, refunds: [], problem };
}

function notEnough(purchase: Purchase, cents: bigint, possible: bigint): string {
  const { currency, payerLogin: login } = purchase;
  const amount = formatMoney(cents, currency);
  const what =
    possible === 0n
      ? `No top-up of wallet ${login} can be refunded to a card`
      : `Only ${formatMoney(possible, currency)} of the ${amount} can go back to a card: the top-ups of wallet ${login} have no more left to refund`;
  const instead = hasFailed(purchase)
    ? "pay it out another way, then debit the wallet"
    : "cancel and refund to the wallet, then pay it out another way";
  return `${what}. To return ${amount}, ${instead}.`;
}
