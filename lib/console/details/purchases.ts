import { eq } from "drizzle-orm";
import { challenges, customers, purchases } from "@/db/schema";
import { holdOf, presentPurchase } from "@/lib/challenges";
import { challengeStatus } from "@/lib/challenges/schemas";
import type { Context } from "@/lib/context";
import { formatMoney } from "@/lib/money";
import { getChallengeEvidence } from "@/lib/payment-history";
import { readFeeSources } from "@/lib/wallet-holds";
import type { DetailStep, OfferedAction } from "../schemas";
import { asNumber } from "../spec";
import {
  type Found,
  idFact,
  inOrder,
  money,
  type ReadDetail,
  relatedRows,
  status,
  step,
  text,
  time,
  whoseIs,
} from "./detail";
import { operationSteps } from "./operation-steps";
import { paymentSteps } from "./payment-steps";
import { auditSteps, deliverySteps } from "./told";
import { sourceFacts } from "./wallet-money";

type Purchase = typeof purchases.$inferSelect;
type Challenge = typeof challenges.$inferSelect;

/** A purchase from a wallet: how far it is, its movements with their postings, and what took them back. */
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
  const view = presentPurchase(purchase);
  const { paymentOrder: order, payerLogin: login } = purchase;
  const [sources, moved, held, told, done, operations] = await Promise.all([
    order === null ? [] : readFeeSources(ctx, { login, order }),
    operationSteps(ctx, id),
    challenge ? holdSteps(ctx, challenge.id, purchase) : [],
    deliverySteps(ctx, [`purchase:${id}`]),
    auditSteps(ctx, [
      ["purchase", id],
      ["challenge", id],
    ]),
    relatedRows(ctx, "Finance operations", "operations", { purchase: id }),
  ]);
  return {
    title: view.program_name,
    lead: `Purchase ${id}, ${formatMoney(purchase.amountCents, purchase.currency)} from wallet ${purchase.payerLogin}`,
    status: view.status_name,
    notice: purchase.rollbackProblem
      ? `A rollback is waiting: ${purchase.rollbackProblem}`
      : challenge && holdNotice(challenge),
    facts: [
      {
        title: "About this purchase",
        facts: [
          money("Fee", purchase.amountCents, purchase.currency),
          status("Fee is", view.payment_status),
          text("Fee order", purchase.paymentOrder),
          text("Challenge account", purchase.accountLogin),
          money("Initial balance", purchase.initialBalanceCents, purchase.accountCurrency),
          text("Failed with", purchase.failureCode),
          text("Because", purchase.failureMessage),
          text("Taken up again", purchase.resumes > 0 ? `${purchase.resumes} times` : null),
          time("Rollback asked for", purchase.rollbackRequestedAt),
          text("Idempotency key", purchase.idempotencyKey),
        ],
      },
      { title: "Which money paid for it", facts: sourceFacts(sources, purchase.currency) },
      { title: "Challenge", facts: challenge ? challengeFacts(challenge) : [] },
      {
        title: "Whose it is",
        facts: [
          idFact("Customer", customer.publicId),
          text("E-mail", customer.email),
          text("Terms", purchase.termsVersion),
          text("Agreed from", purchase.consentIp || "unknown"),
          text("With", purchase.consentUserAgent || "unknown"),
        ],
      },
    ],
    steps: inOrder(ownSteps(purchase, challenge), moved, held, told, done),
    related: [operations],
    actions: actionsOf(purchase, view.can_retry),
  } satisfies Found;
};

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

/** What a support person can say of a suspended challenge. */
function holdNotice(challenge: Challenge): string | null {
  const hold = holdOf(challenge);
  if (!hold) return null;
  const isDisputed = hold.reason === "deposit_disputed";
  return `Suspended: the deposit ${hold.payment_id} that paid for it was ${isDisputed ? "disputed" : "refunded"}, and the wallet owes what it had spent of it. It goes on once the wallet's debt is repaid${isDisputed ? " or the dispute is won, and is ended when the dispute is lost." : "; to end it, roll the purchase back."}`;
}

const nameOf = ({ status: stored }: Challenge): string =>
  Object.entries(challengeStatus).find(([, number]) => number === stored)?.[0] ?? String(stored);

const challengeFacts = (challenge: Challenge) => [
  text("Challenge", challenge.id),
  status("Status", holdOf(challenge) ? "suspended" : nameOf(challenge)),
  text("Suspended because", challenge.holdReason),
  idFact("Deposit that lacks", challenge.holdPaymentId),
  time("Suspended", challenge.heldAt),
  text("Ended because", challenge.endReason),
  text("Phase", challenge.currentPhaseIndex),
  text("Login", challenge.accountLogin),
  time("Started", challenge.startedAt),
  time("Ended", challenge.endedAt),
];

const ownSteps = (purchase: Purchase, challenge: Challenge | null) => [
  step(purchase.createdAt, "purchase recorded", "the purchase", { status: "pending" }),
  ...(purchase.accountDisabledAt
    ? [step(purchase.accountDisabledAt, "account disabled", "the trading server")]
    : []),
  ...(challenge
    ? [
        step(challenge.startedAt, "challenge started", "the purchase", { status: "active" }),
        ...(challenge.endedAt
          ? [
              step(challenge.endedAt, `challenge ${nameOf(challenge)}`, "the challenge", {
                status: nameOf(challenge),
              }),
            ]
          : []),
      ]
    : []),
];

/** When and for which deposit it was suspended, reinstated or ended. */
async function holdSteps(
  ctx: Context,
  challengeId: number,
  { payerLogin: login, currency }: Purchase,
): Promise<DetailStep[]> {
  const history = await getChallengeEvidence(ctx, { login, challengeId });
  return paymentSteps(history, currency).map((it, i) => ({
    ...it,
    ids: [{ label: "deposit", id: history[i]?.payment_id ?? "", list: "payments" }],
  }));
}

const [ACTIVE, FAILED] = [3, 4];

function actionsOf(
  { id, status: now, rollbackProblem }: Purchase,
  canRetry: boolean,
): OfferedAction[] {
  const input = { id };
  const isUnfinished = now < ACTIVE || rollbackProblem !== null;
  return [
    ...(isUnfinished || canRetry ? [{ action: "purchase.retry" as const, input }] : []),
    ...(now < FAILED ? [{ action: "purchase.rollback" as const, input }] : []),
  ];
}
