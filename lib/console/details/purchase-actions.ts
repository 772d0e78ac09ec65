import { eq } from "drizzle-orm";
import { challenges, purchases } from "@/db/schema";
import { presentPurchase } from "@/lib/challenges";
import { challengeStatus, purchaseStatus } from "@/lib/challenges/schemas";
import type { Context } from "@/lib/core/context";
import { formatMoney } from "@/lib/core/money";
import type { OfferedAction } from "../schemas";
import { refundToCard } from "./purchase-refunds";

type Purchase = typeof purchases.$inferSelect;
type Challenge = typeof challenges.$inferSelect;

const ACTIVE = purchaseStatus.active;

/** Canceling a purchase from another record's page, which names it. */
export async function cancellationOf(ctx: Context, id: number): Promise<OfferedAction[]> {
  const [found] = await ctx.db
    .select({ purchase: purchases, challenge: challenges })
    .from(purchases)
    .leftJoin(challenges, eq(challenges.purchaseId, purchases.id))
    .where(eq(purchases.id, id));
  if (!found) return [];
  const { program_name, can_retry } = presentPurchase(found.purchase);
  const note = `This is ${program_name}, purchase ${id}.`;
  return (await actionsOf(ctx, found.purchase, can_retry, found.challenge))
    .filter(({ action }) => action !== "purchase.retry")
    .map((offered) => ({ ...offered, note }));
}

/** The actions that would not be rejected. */
export async function actionsOf(
  ctx: Context,
  purchase: Purchase,
  canRetry: boolean,
  challenge: Challenge | null,
): Promise<OfferedAction[]> {
  const { id, status: now, rollbackProblem, rollbackRequestedAt } = purchase;
  const input = { id };
  const isUnfinished = now < ACTIVE || rollbackProblem !== null;
  const isRollingBack = rollbackProblem !== null || rollbackRequestedAt !== null;
  const canCancel =
    (now < ACTIVE && rollbackRequestedAt === null) ||
    (challenge !== null && isCancelable(challenge));
  // The fee of a suspended one repays what its wallet owes.
  const isHeld = challenge !== null && challenge.heldAt !== null;
  const canRefund = (canCancel && !isHeld) || now === purchaseStatus.refunded;
  return [
    ...(isUnfinished || canRetry
      ? [
          {
            action: "purchase.retry" as const,
            input,
            text: isRollingBack ? RESUME_ROLLBACK : isUnfinished ? RESUME : startOver(purchase),
          },
        ]
      : []),
    ...(canRefund ? await refundToCard(ctx, purchase) : []),
    ...(canCancel ? [{ action: "purchase.rollback" as const, input, ...canceled(purchase) }] : []),
  ];
}

const RESUME = "Resumes the purchase at the step where it stopped.";
const RESUME_ROLLBACK = "Resumes the rollback at the step where it stopped.";
const startOver = ({ amountCents, currency, payerLogin }: Purchase) =>
  `Starts the purchase over. The original price, ${formatMoney(amountCents, currency)}, is charged to wallet ${payerLogin}.`;

/** What canceling a purchase does. The fee of an unfinished one may still be on its way. */
function canceled({ status: now, amountCents, currency, paymentOrder, payerLogin }: Purchase) {
  const isCharged = paymentOrder !== null && amountCents > 0n;
  const refund = { cents: Number(amountCents), currency, login: payerLogin };
  if (now === ACTIVE) return isCharged ? { refund } : {};
  return {
    ...(isCharged && { refund }),
    text: "Cancels the purchase and emails the customer. If a step is still in progress, the cancellation starts once it finishes. If the fee has been charged, it's returned to the wallet.",
  };
}

/** A running challenge can be canceled in its first phase, and while it's suspended. */
const isCancelable = ({ status: now, currentPhaseIndex, heldAt }: Challenge) =>
  now === challengeStatus.active && (currentPhaseIndex === 1 || heldAt !== null);
