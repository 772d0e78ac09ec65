import { and, eq, isNotNull, isNull } from "drizzle-orm";
import { challenges, propAccounts } from "@/db/schema";
import { describeTierRules, paymentName } from "@/lib/catalog";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { rejectionReason } from "@/lib/core/failure-messages";
import { shortenMiddle } from "@/lib/core/format";
import { formatMoney } from "@/lib/core/money";
import { stripePage } from "@/lib/core/stripe-page";
import { listMoneyRequests } from "@/lib/money-requests";
import type { MoneyRequestView } from "@/lib/money-requests/schemas";
import { getPaymentEvidence } from "@/lib/payment-history";
import { inspectPayment } from "@/lib/payments";
import type { PaymentInspection } from "@/lib/payments/schemas";
import { readDepositUse } from "@/lib/wallet-holds";
import type { DetailStep, EmailList, Fact, PaymentSummary } from "../schemas";
import { holdNotice, retryOf } from "./accounts";
import { auditSteps, deliverySteps } from "./activity-steps";
import { readPaymentEmails } from "./customer-emails";
import {
  atStripe,
  type Found,
  idFact,
  inOrder,
  type ReadDetail,
  relatedRows,
  status,
  step,
  termsFact,
  text,
  WEBSITE,
} from "./detail";
import { actionsOf, cancelableOf } from "./payment-actions";
import { paymentSteps } from "./payment-steps";
import { readSameOrders } from "./same-order";
import { refundNote, spendingFacts } from "./wallet-money";

/** A payment: its customer, its state at Stripe, its account, and its history. */
export const readPayment: ReadDetail = async (ctx, id) => {
  const inspection = await inspectPayment(ctx, id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "NOT_FOUND") return null;
    throw error;
  });
  if (!inspection) return null;
  const { payment } = inspection;
  const { currency } = payment;
  const [bought] = await ctx.db
    .select(shownColumns)
    .from(propAccounts)
    .where(eq(propAccounts.paymentId, id));
  const [sameOrders, history, requests, deliveries, done, events] = await Promise.all([
    readSameOrders(ctx.db, id),
    getPaymentEvidence(ctx, id),
    listMoneyRequests(ctx, { paymentId: id }),
    deliverySteps(ctx, [id]),
    auditSteps(ctx, [
      ["payment", id],
      ["account", bought?.id ?? ""],
    ]),
    relatedRows(ctx, "Stripe events", "stripe-events", { payment: id }),
  ]);
  const emails = await readPaymentEmails(ctx.db, inspection);
  const deposit = payment.kind === "deposit" ? payment : null;
  const program = payment.kind === "program" ? payment : null;
  const use =
    deposit && (await readDepositUse(ctx, { login: deposit.login, paymentId: payment.payment_id }));
  const failed = bought?.status === "provisioning_failed" ? bought : null;
  return {
    title: formatMoney(payment.amount_cents, currency),
    lead: paymentName(payment),
    status: isDeclined(payment) ? "declined" : payment.status,
    notice: noticeOf(
      inspection.review_notice,
      bought ?? null,
      await heldFor(ctx, id),
      payment.kind,
    ),
    payment: { ...summaryOf(inspection, emails), same_orders: sameOrders },
    disputes: inspection.disputes,
    facts: [
      {
        title: "Details",
        facts: [
          atStripe(
            payment.stripe_payment_intent_id,
            inspection.livemode,
            idFact("PaymentIntent", payment.stripe_payment_intent_id),
          ),
          text("Receipt", inspection.receipt_number),
          text(...describeTierRules(payment.tier_terms)),
          idFact("Account", bought?.id ?? null),
          status("Account status", bought?.status ?? null),
          challengeFact(program?.challenge_id ?? null),
          text("Paid through wallet", program?.login ?? null),
          text("Not bought because", rejectionReason(program?.rejection_code ?? null)),
          ...refundFacts(inspection),
        ],
      },
      { title: "Spent on", facts: deposit ? spendingFacts(use, currency) : [] },
      {
        title: "Customer",
        facts: [
          idFact("Customer ID", inspection.customer_id),
          text("Source", inspection.app_name ?? WEBSITE),
          await termsFact(ctx, inspection.consent.terms_version),
          text("IP address at purchase", inspection.consent.ip || "unknown"),
          text("Browser", inspection.consent.user_agent || "unknown"),
        ],
      },
    ],
    steps: inOrder(done, moneySteps(requests), paymentSteps(history, currency), deliveries),
    related: [events],
    actions: [
      ...(failed ? [retryOf(failed)] : []),
      ...(await cancelableOf(ctx, use)),
      ...actionsOf(
        inspection,
        requests,
        deposit
          ? [`The amount is deducted from wallet ${deposit.login}.`, refundNote(use, currency)]
              .filter(Boolean)
              .join(" ")
          : program?.challenge_id
            ? `A full refund ends challenge ${program.challenge_id}. Nothing else of the customer's is affected.`
            : bought && bought.status !== "closed"
              ? `A full refund closes the account ${shortenMiddle(bought.id)}.`
              : undefined,
      ),
    ],
    stripe_check: {
      payment_id: id,
      is_automatic: inspection.is_unfinished && payment.stripe_payment_intent_id !== null,
      has_payment_intent: payment.stripe_payment_intent_id !== null,
      checked_at: inspection.checked_at,
      last_step: Number(history.at(-1)?.id ?? 0),
    },
  } satisfies Found;
};

/** The challenge that the payment bought, with a link to its page. */
const challengeFact = (id: number | null): Fact => ({
  ...text("Challenge", id),
  ...(id !== null && { href: `/admin/challenges/${id}` }),
});

// What the page shows of the account that the payment bought.
const shownColumns = {
  id: propAccounts.id,
  status: propAccounts.status,
  entity: propAccounts.entity,
  subaccountId: propAccounts.subaccountId,
  provisioningError: propAccounts.provisioningError,
  adminHold: propAccounts.adminHold,
  disputeHold: propAccounts.disputeHold,
};

type BoughtAccount = Pick<typeof propAccounts.$inferSelect, keyof typeof shownColumns>;

const summaryOf = (
  inspection: PaymentInspection,
  emails: EmailList,
): Omit<PaymentSummary, "same_orders"> => {
  const { payment, customer_id, customer_name, customer_email } = inspection;
  return {
    payment_id: payment.payment_id,
    customer: { id: customer_id, name: customer_name, email: customer_email },
    card: payment.card,
    created_at: payment.created_at,
    paid_at: payment.paid_at,
    failure_reason: payment.failure_reason,
    is_canceled: payment.status === "canceled",
    amount_cents: payment.amount_cents,
    currency: payment.currency,
    returned_cents: inspection.returned_cents,
    stripe_url: stripePage(payment.stripe_payment_intent_id, inspection.livemode),
    emails,
  };
};

/** `Refund 1`, `Refund 2`: amount, status, and its id at Stripe. */
const refundFacts = ({ payment, livemode, refunds }: PaymentInspection): Fact[] =>
  refunds.map(({ id, amount_cents, status: now }, i) => {
    const amount = formatMoney(amount_cents, payment.currency);
    const line = `${amount}, ${now}, ${shortenMiddle(id)}`;
    return atStripe(id, livemode, text(`Refund ${i + 1}`, line));
  });

/** The challenges that are suspended because this payment was reversed. */
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

/** What an operator should know or do; null if there is nothing. */
function noticeOf(
  review: string | null,
  bought: BoughtAccount | null,
  held: number[],
  kind: PaymentInspection["payment"]["kind"],
): string | null {
  const until = `Suspended until ${kind === "program" ? "the dispute is decided" : "the wallet's debt is repaid"}`;
  const sentences = [
    review,
    bought?.status === "provisioning_failed" &&
      `The customer has paid, and the account's setup failed${because(bought)}`,
    held.length > 0 && `${until}: challenge ${held.join(", ")}`,
    // The last one: it is whole sentences.
    bought && bought.status === "suspended" && holdNotice(bought),
  ].filter((it) => typeof it === "string");
  return sentences.length > 0 ? sentences.join(". ") : null;
}

const because = ({ provisioningError: error }: BoughtAccount): string =>
  error === null ? "" : `: ${error}`;

/** Whether the payment waits for another card after a decline. */
const isDeclined = ({ status: now, failure_reason }: PaymentInspection["payment"]) =>
  now === "requires_payment_method" && failure_reason !== null;

const requestLabels = { refund: "Refund", wallet_credit: "Credit", wallet_debit: "Debit" };

/** The money movements that admins requested, with their results. */
const moneySteps = (requests: MoneyRequestView[]): DetailStep[] =>
  requests.map((it) =>
    step(
      new Date(it.settled_at ?? it.created_at),
      `${requestLabels[it.kind]} of ${formatMoney(it.amount_cents, it.currency)}${it.status === "waiting" ? ", waiting until the fee is back in the wallet" : ""}`,
      it.admin_email ?? "Automatic",
      {
        id: it.id,
        status: it.status === "done" ? "booked" : it.status === "waiting" ? "pending" : it.status,
        notes: it.problem ? [it.problem] : [],
        evidence: it.result ? [it.result] : [],
        ids: it.kind === "refund" || !it.result ? [] : [orderId(it.result)],
      },
    ),
  );

const orderId = (id: string) => ({ label: "order", id, list: "operations" as const });
