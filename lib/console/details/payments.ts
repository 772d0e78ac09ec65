import { and, eq, isNotNull, isNull } from "drizzle-orm";
import { challenges, propAccounts } from "@/db/schema";
import { rulesInWords } from "@/lib/client/rules-in-words";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { shortenMiddle } from "@/lib/format";
import { formatMoney, formatSize } from "@/lib/money";
import { listMoneyRequests } from "@/lib/money-requests";
import { getPaymentEvidence } from "@/lib/payment-history";
import { inspectPayment } from "@/lib/payments";
import type { PaymentInspection } from "@/lib/payments/schemas";
import { hasRefundFailed } from "@/lib/stripe-status";
import { readDepositUse } from "@/lib/wallet-holds";
import type { Fact, OfferedAction } from "../schemas";
import {
  atStripe,
  type Found,
  idFact,
  inOrder,
  type ReadDetail,
  relatedRows,
  status,
  text,
} from "./detail";
import { moneySteps } from "./money-steps";
import { paymentSteps } from "./payment-steps";
import { auditSteps, deliverySteps } from "./told";
import { refundNote, spendingFacts } from "./wallet-money";

/** A payment: whose it is, how it stands at Stripe, its account, and all that came about it. */
export const readPayment: ReadDetail = async (ctx, id) => {
  const inspection = await inspectPayment(ctx, id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "NOT_FOUND") return null;
    throw error;
  });
  if (!inspection) return null;
  const { payment } = inspection;
  const { currency } = payment;
  const [[bought], history, requests, told, done, events] = await Promise.all([
    ctx.db
      .select({ id: propAccounts.id, status: propAccounts.status })
      .from(propAccounts)
      .where(eq(propAccounts.paymentId, id)),
    getPaymentEvidence(ctx, id),
    listMoneyRequests(ctx, { paymentId: id }),
    deliverySteps(ctx, [id]),
    auditSteps(ctx, [["payment", id]]),
    relatedRows(ctx, "Stripe's events", "stripe-events", { payment: id }),
  ]);
  const deposit = payment.kind === "deposit" ? payment : null;
  const use =
    deposit && (await readDepositUse(ctx, { login: deposit.login, paymentId: payment.payment_id }));
  return {
    title: formatMoney(payment.amount_cents, currency),
    lead: deposit
      ? `Deposit to wallet ${deposit.login}`
      : `${payment.tier_terms?.name ?? payment.tier_id}, ${formatSize(payment.account_size ?? 0)} account, ${payment.market}`,
    status: isDeclined(payment) ? "declined" : payment.status,
    notice: noticeOf(inspection.review_reason, await heldFor(ctx, id)),
    facts: [
      {
        title: "About this payment",
        facts: [
          atStripe(
            payment.stripe_payment_intent_id,
            inspection.livemode,
            idFact("PaymentIntent", payment.stripe_payment_intent_id),
          ),
          text("Failure", payment.failure_reason),
          text("Rules", payment.tier_terms && rulesInWords(payment.tier_terms)),
          idFact("Account", bought?.id ?? null),
          status("Account status", bought?.status ?? null),
          ...returnsOf(inspection),
        ],
      },
      { title: "What it paid for", facts: deposit ? spendingFacts(use, currency) : [] },
      {
        title: "Whose it is",
        facts: [
          idFact("Customer", inspection.customer_id),
          text("E-mail", inspection.customer_email),
          text("Through", inspection.app_name ?? "the firm's own pages"),
          text("Terms", inspection.consent.terms_version),
          text("Agreed from", inspection.consent.ip || "unknown"),
          text("With", inspection.consent.user_agent || "unknown"),
        ],
      },
    ],
    steps: inOrder(paymentSteps(history, currency), moneySteps(requests), told, done),
    related: [events],
    actions: actionsOf(inspection, deposit && refundNote(use, currency)),
    stripe_check: {
      payment_id: id,
      is_automatic: inspection.is_unfinished && payment.stripe_payment_intent_id !== null,
      has_payment_intent: payment.stripe_payment_intent_id !== null,
      checked_at: inspection.checked_at,
      last_step: Number(history.at(-1)?.id ?? 0),
    },
  } satisfies Found;
};

/** `Refund 1`, `Refund 2`: how much, how it stands, and its id at Stripe. */
function returnsOf({ payment, livemode, refunds, disputes }: PaymentInspection): Fact[] {
  const line = ({ id, amount_cents, status: now }: (typeof refunds)[number], why = "") =>
    `${formatMoney(amount_cents, payment.currency)}, ${now}${why && ` (${why})`}, ${shortenMiddle(id)}`;
  return [
    ...refunds.map((it, i) => atStripe(it.id, livemode, text(`Refund ${i + 1}`, line(it)))),
    ...disputes.map((it, i) =>
      atStripe(it.id, livemode, text(`Dispute ${i + 1}`, line(it, it.reason))),
    ),
  ];
}

/** The challenges that are suspended because this deposit was taken back. */
const heldFor = async ({ db }: Context, paymentId: string): Promise<number[]> =>
  (
    await db
      .select({ id: challenges.id })
      .from(challenges)
      .where(
        and(
          eq(challenges.holdPaymentId, paymentId),
          isNotNull(challenges.heldAt),
          isNull(challenges.endedAt),
        ),
      )
      .orderBy(challenges.id)
  ).map(({ id }) => id);

const noticeOf = (review: string | null, held: number[]): string | null => {
  if (held.length === 0) return review;
  const suspended = `Suspended until the wallet no longer owes for it: challenge ${held.join(", ")}`;
  return review ? `${review}. ${suspended}` : suspended;
};

function actionsOf(
  { payment, refunds, review_reason }: PaymentInspection,
  note: string | null,
): OfferedAction[] {
  const { payment_id: id, amount_cents, currency } = payment;
  const back = refunds
    .filter((it) => !hasRefundFailed(it))
    .reduce((sum, it) => sum + it.amount_cents, 0);
  const isPaid = payment.status === "succeeded" || payment.status === "partially_refunded";
  const most_cents = amount_cents - back;
  return [
    ...(isPaid && most_cents > 0
      ? [
          {
            action: "payment.refund" as const,
            input: { id },
            money: { most_cents, currency },
            ...(note && { note }),
          },
        ]
      : []),
    ...(payment.stripe_payment_intent_id === null
      ? []
      : [{ action: "payment.sync" as const, input: { id } }]),
    ...(review_reason === null ? [] : [{ action: "payment.review_done" as const, input: { id } }]),
  ];
}

/** It waits for another card: the last one was declined. */
const isDeclined = ({ status: now, failure_reason }: PaymentInspection["payment"]) =>
  now === "requires_payment_method" && failure_reason !== null;
