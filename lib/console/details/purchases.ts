import { eq } from "drizzle-orm";
import { challenges, customers, purchases } from "@/db/schema";
import { describePurchaseRules } from "@/lib/catalog";
import { holdOf, presentPurchase, readPaymentRefunds } from "@/lib/challenges";
import { challengeStatus, type EndReason, type HoldReason } from "@/lib/challenges/schemas";
import type { Context } from "@/lib/core/context";
import { shortenMiddle } from "@/lib/core/format";
import { formatMoney } from "@/lib/core/money";
import { listMoneyRequests } from "@/lib/money-requests";
import { getChallengeEvidence } from "@/lib/payment-history";
import { inspectPayment } from "@/lib/payments";
import { readFeeSources } from "@/lib/wallet-holds";
import type { DetailStep } from "../schemas";
import { asNumber } from "../spec";
import { auditSteps, deliverySteps } from "./activity-steps";
import {
  type Found,
  idFact,
  inOrder,
  money,
  type ReadDetail,
  relatedRows,
  status,
  step,
  termsFact,
  text,
  time,
  whoseIs,
} from "./detail";
import { operationSteps } from "./operation-steps";
import { actionsOf as paymentActionsOf } from "./payment-actions";
import { paymentSteps } from "./payment-steps";
import { actionsOf } from "./purchase-actions";
import { readCardRefunds } from "./purchase-refunds";
import { sourceFacts } from "./wallet-money";

type Purchase = typeof purchases.$inferSelect;
type Challenge = typeof challenges.$inferSelect;

/** A purchase from a wallet: its progress, its operations with their postings, and what reversed them. */
export const readPurchase: ReadDetail = async (ctx, id) => {
  const number = asNumber(id);
  if (number === null) return null;
  const [found] = await ctx.db
    .select({ purchase: purchases, customer: whoseIs, challenge: challenges })
    .from(purchases)
    .innerJoin(customers, eq(customers.id, purchases.customerId))
    .leftJoin(challenges, eq(challenges.purchaseId, purchases.id))
    .where(eq(purchases.id, number));
  if (!found) return null;
  const { purchase, customer, challenge } = found;
  const view = presentPurchase(purchase, await readPaymentRefunds(ctx.db, [purchase]));
  const { paymentOrder: order, payerLogin: login } = purchase;
  const [sources, moved, cardRefunds, held, deliveries, done, operations, evaluations, rules] =
    await Promise.all([
      order === null || purchase.paymentId !== null ? [] : readFeeSources(ctx, { login, order }),
      operationSteps(ctx, id),
      readCardRefunds(ctx, purchase),
      challenge ? holdSteps(ctx, challenge.id, purchase) : [],
      deliverySteps(ctx, [`purchase:${id}`]),
      auditSteps(ctx, [
        ["purchase", id],
        ["challenge", id],
      ]),
      relatedRows(ctx, "Transactions", "operations", { purchase: id }),
      challenge
        ? [
            await relatedRows(ctx, "Evaluations", "evaluations", {
              challenge: String(challenge.id),
            }),
          ]
        : [],
      describePurchaseRules(ctx.db, purchase),
    ]);
  return {
    title: view.program_name,
    lead: `Purchase ${id}, ${formatMoney(purchase.amountCents, purchase.currency)} ${purchase.paymentId === null ? `from wallet ${purchase.payerLogin}` : "by card"}`,
    // A suspended challenge isn't shown as active although its purchase succeeded.
    status: challenge && holdOf(challenge) ? "suspended" : view.status_name,
    notice: rollbackNotice(purchase) ?? cardRefunds.notice ?? (challenge && holdNotice(challenge)),
    facts: [
      {
        title: "Details",
        facts: [
          idFact("Card payment", purchase.paymentId),
          money("Fee", purchase.amountCents, purchase.currency),
          status("Fee status", view.payment_status),
          text("Fee order", purchase.paymentOrder),
          text("Challenge account", purchase.accountLogin),
          money("Initial balance", purchase.initialBalanceCents, purchase.accountCurrency),
          text(...rules),
          idFact("Rule set", purchase.ruleSetId),
          text("Error code", purchase.failureCode),
          text("Error message", purchase.failureMessage),
          text("Resumed", purchase.resumes > 0 ? `${purchase.resumes} times` : null),
          time("Cancellation requested", purchase.rollbackRequestedAt),
          text("Idempotency key", purchase.idempotencyKey),
        ],
      },
      { title: "Paid from", facts: sourceFacts(sources, purchase.currency) },
      { title: "Refund to card", facts: cardRefunds.facts },
      { title: "Challenge", facts: challenge ? challengeFacts(challenge) : [] },
      {
        title: "Customer",
        facts: [
          idFact("Customer ID", customer.publicId),
          text("Email", customer.email),
          await termsFact(ctx, purchase.termsVersion),
          text("IP address at purchase", purchase.consentIp || "unknown"),
          text("Browser", purchase.consentUserAgent || "unknown"),
        ],
      },
    ],
    steps: inOrder(
      done,
      [step(purchase.createdAt, "Purchase created", "Propdesk")],
      moved,
      cardRefunds.steps,
      ownSteps(purchase, challenge),
      held,
      deliveries,
    ),
    related: [...evaluations, operations],
    actions:
      purchase.paymentId === null
        ? await actionsOf(ctx, purchase, view.can_retry, challenge)
        : await cardActionsOf(ctx, purchase.paymentId, challenge),
  } satisfies Found;
};

/** What ends a challenge that was paid by card: the refund of its payment. */
async function cardActionsOf(ctx: Context, paymentId: string, challenge: Challenge | null) {
  const note = challenge
    ? `A full refund ends challenge ${challenge.id}. Nothing else of the customer's is affected.`
    : undefined;
  const requests = await listMoneyRequests(ctx, { paymentId });
  const offered = paymentActionsOf(await inspectPayment(ctx, paymentId), requests, note);
  return offered.filter(({ action }) => action === "payment.refund");
}

/** The challenge of a purchase: the same page, found by the challenge's number. */
export const readChallenge: ReadDetail = async (ctx, id) => {
  const number = asNumber(id);
  if (number === null) return null;
  const [row] = await ctx.db.select().from(challenges).where(eq(challenges.id, number));
  const found = row && (await readPurchase(ctx, String(row.purchaseId)));
  return found
    ? {
        ...found,
        status: holdOf(row) ? "suspended" : nameOf(row),
        lead: `Challenge ${id}, ${found.lead}`,
      }
    : null;
};

/** Which step of the rollback is pending, and why. */
function rollbackNotice(purchase: Purchase): string | null {
  const { rollbackProblem, rollbackStep, rollbackRejection } = purchase;
  if (rollbackProblem === null) return null;
  // The release before this one stored the text alone.
  if (rollbackStep === null) return `Rollback pending: ${rollbackProblem}`;
  const step = rollbackStep.replaceAll("_", " ");
  return rollbackRejection === null
    ? `Rollback pending (${step}): no response from the trading server`
    : `Rollback pending (${step}), rejected by the trading server: ${rollbackRejection}`;
}

/** What support can say about a suspended challenge. */
function holdNotice(challenge: Challenge): string | null {
  const hold = holdOf(challenge);
  if (!hold) return null;
  if (hold.reason === "payment_disputed") {
    return `Suspended because its card payment ${shortenMiddle(hold.payment_id)} is disputed. It resumes if the dispute is won, and ends if it's lost.`;
  }
  const isDisputed = hold.reason === "deposit_disputed";
  return `Suspended because the wallet top-up ${shortenMiddle(hold.payment_id)} that paid for it was ${isDisputed ? "disputed" : "refunded"} after it was spent. It resumes once the wallet's debt is repaid${isDisputed ? " or the dispute is won, and ends if the dispute is lost." : ". To end it instead, cancel the purchase."}`;
}

const nameOf = ({ status: stored }: Challenge): string =>
  Object.entries(challengeStatus).find(([, number]) => number === stored)?.[0] ?? String(stored);

const holdReasons: Record<HoldReason, string> = {
  deposit_disputed: "The wallet top-up was disputed",
  deposit_refunded: "The wallet top-up was refunded",
  payment_disputed: "The card payment is disputed",
};

const endReasons: Record<EndReason, string> = {
  dispute_lost: "The dispute was lost",
  rolled_back: "Canceled by an admin",
  refunded: "The card payment was refunded",
};

const challengeFacts = (challenge: Challenge) => [
  text("Challenge", challenge.id),
  status("Status", holdOf(challenge) ? "suspended" : nameOf(challenge)),
  text("Suspension reason", challenge.holdReason && holdReasons[challenge.holdReason]),
  idFact("Reversed payment", challenge.holdPaymentId),
  time("Suspended", challenge.heldAt),
  text("End reason", challenge.endReason && endReasons[challenge.endReason]),
  text("Phase", challenge.currentPhaseIndex),
  text("Login", challenge.accountLogin),
  time("Started", challenge.startedAt),
  time("Ended", challenge.endedAt),
];

const ownSteps = (purchase: Purchase, challenge: Challenge | null) => [
  ...(purchase.accountDisabledAt
    ? [step(purchase.accountDisabledAt, "Account disabled", "Trading server")]
    : []),
  ...(challenge
    ? [
        step(challenge.startedAt, "Challenge started", "Propdesk", { status: "active" }),
        ...(challenge.endedAt
          ? [
              step(challenge.endedAt, "Challenge ended", "Propdesk", {
                status: nameOf(challenge),
              }),
            ]
          : []),
      ]
    : []),
];

/** When and for which payment it was suspended, reinstated or ended. */
async function holdSteps(
  ctx: Context,
  challengeId: number,
  { payerLogin: login, currency, paymentId }: Purchase,
): Promise<DetailStep[]> {
  const all = await getChallengeEvidence(ctx, { login, challengeId, paymentId });
  // The challenge's own steps have its start.
  const history = all.filter(({ type }) => type !== "challenge.started");
  const label = paymentId === null ? "top-up" : "payment";
  return paymentSteps(history, currency).map((it, i) => ({
    ...it,
    ids: [{ label, id: history[i]?.payment_id ?? "", list: "payments" }],
  }));
}
