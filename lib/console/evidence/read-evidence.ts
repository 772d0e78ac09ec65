import { desc, eq } from "drizzle-orm";
import { customers, payments, propAccounts, sessions, tiers } from "@/db/schema";
import { describeTierRules, paymentName } from "@/lib/catalog";
import { cardLabel } from "@/lib/core/card-label";
import type { Context } from "@/lib/core/context";
import { describeDisputeReason, disputeStatusLabel } from "@/lib/core/dispute-messages";
import { env } from "@/lib/core/env";
import { notFound } from "@/lib/core/errors";
import { marketName } from "@/lib/core/format";
import { formatMoney, formatSize } from "@/lib/core/money";
import { getPaymentEvidence } from "@/lib/payment-history";
import { inspectPayment } from "@/lib/payments";
import type { DisputeView, PaymentInspection } from "@/lib/payments/schemas";
import { type DepositUse, readDepositUse } from "@/lib/wallet-holds";
import { readPaymentEmails } from "../details/customer-emails";
import { termsSection } from "./accepted-terms";
import { describeActivity } from "./activity";
import { challengeSection } from "./challenge-section";
import { type EvidenceDocument, recorded, type Section, utc } from "./document";

const MOST_SIGN_INS = 20;

/**
 * What the firm knows about a disputed payment, for the customer's bank: who paid for what, the terms that they accepted
 * and where from, what was delivered, and what happened since. For admins. Throws NOT_FOUND.
 */
export async function readEvidence(
  ctx: Context,
  paymentId: string,
  disputeId: string,
): Promise<EvidenceDocument> {
  const inspection = await inspectPayment(ctx, paymentId);
  const dispute = inspection.disputes.find(({ id }) => id === disputeId);
  if (!dispute) throw notFound("dispute");
  const [found] = await ctx.db
    .select({ payment: payments, customer: customers, tierName: tiers.name, account: propAccounts })
    .from(payments)
    .innerJoin(customers, eq(customers.id, payments.customerId))
    .leftJoin(tiers, eq(tiers.id, payments.tierId))
    .leftJoin(propAccounts, eq(propAccounts.paymentId, payments.id))
    .where(eq(payments.id, paymentId));
  if (!found) throw notFound("payment");
  const { customer } = found;
  const { payment } = inspection;
  const [history, emails, signIns, use] = await Promise.all([
    getPaymentEvidence(ctx, paymentId),
    readPaymentEmails(ctx.db, inspection),
    ctx.db
      .select({ ip: sessions.ip, userAgent: sessions.userAgent, createdAt: sessions.createdAt })
      .from(sessions)
      .where(eq(sessions.customerId, customer.id))
      .orderBy(desc(sessions.createdAt))
      .limit(MOST_SIGN_INS),
    payment.kind === "deposit" ? readDepositUse(ctx, { login: payment.login, paymentId }) : null,
  ]);
  const { FIRM_NAME, FIRM_ADDRESS, SUPPORT_EMAIL } = env();
  return {
    title: `Evidence for dispute ${dispute.id}`,
    lead: `From the records of ${[FIRM_NAME, ...FIRM_ADDRESS, SUPPORT_EMAIL].join(", ")}, on ${utc(new Date())}.`,
    sections: [
      disputeSection(dispute),
      paymentSection(inspection, found),
      {
        title: "Customer",
        facts: recorded([
          ["Name", customer.name],
          ["Email", customer.email],
          ["Customer since", utc(customer.createdAt)],
          ["Email verified", customer.emailVerifiedAt && utc(customer.emailVerifiedAt)],
          ["Customer ID", customer.publicId],
        ]),
      },
      consentSection(inspection),
      payment.kind === "program"
        ? await challengeSection(ctx.db, paymentId)
        : deliverySection(inspection, found, use),
      {
        title: "Activity",
        events: history.flatMap(({ occurred_at, changes }) =>
          changes.flatMap((change) => {
            const text = describeActivity(change, payment.currency);
            return text === null ? [] : [{ at: occurred_at, text }];
          }),
        ),
      },
      {
        title: "Customer sign-ins",
        paragraphs:
          signIns.length === 0
            ? ["None on record."]
            : ["The most recent sign-ins, with IP address and browser."],
        events: signIns.map(({ ip, userAgent, createdAt }) => ({
          at: createdAt.toISOString(),
          text: `${ip} · ${userAgent || "unknown browser"}`,
        })),
      },
      {
        title: `Emails to ${customer.email}`,
        paragraphs: emails.rows.length === 0 ? ["None on record."] : [],
        events: emails.rows
          .filter(({ status }) => status === "sent" || status === "rejected")
          .toReversed()
          .map(({ at, subject, kind, status }) => ({
            at,
            text: `${subject ?? kind}${status === "rejected" ? " (rejected by the mail server)" : ""}`,
          })),
      },
      await termsSection(ctx, inspection.consent.terms_version),
    ],
  };
}

const disputeSection = ({ id, reason, status, amount_cents, currency, due_by }: DisputeView) => {
  const { label, claim } = describeDisputeReason(reason);
  return {
    title: "Dispute",
    facts: recorded([
      ["Dispute ID", id],
      ["Reason", claim ? `${label}: ${claim}` : label],
      ["Amount", formatMoney(amount_cents, currency)],
      ["Status", disputeStatusLabel(status)],
      ["Respond by", due_by && utc(due_by)],
    ]),
  };
};

interface Found {
  tierName: string | null;
  account: typeof propAccounts.$inferSelect | null;
}

function paymentSection(
  { payment, receipt_number, refunds }: PaymentInspection,
  { tierName }: Found,
): Section {
  const { amount_cents, currency } = payment;
  return {
    title: "Receipt",
    facts: recorded([
      ["Receipt number", receipt_number],
      ["For", itemOf(payment, tierName)],
      ["Amount", formatMoney(amount_cents, currency)],
      ["Ordered", utc(payment.created_at)],
      ["Paid", payment.paid_at && utc(payment.paid_at)],
      ["Card", payment.card && cardLabel(payment.card)],
      ["Payment ID", payment.payment_id],
      ["PaymentIntent", payment.stripe_payment_intent_id],
      ...refunds.map(
        (it) =>
          [
            "Refund",
            `${formatMoney(it.amount_cents, currency)}, ${it.status.replaceAll("_", " ")}, ${utc(it.status_at)}, ${it.id}`,
          ] satisfies [string, string],
      ),
    ]),
  };
}

function itemOf(payment: PaymentInspection["payment"], tierName: string | null): string {
  const name = paymentName(payment, tierName);
  switch (payment.kind) {
    case "deposit":
      return name;
    case "program":
      return `${name}: a trading challenge, paid by card through wallet ${payment.login ?? "(not opened)"}`;
    case "challenge":
      return `${name}: a trading challenge with a ${formatSize(payment.account_size)} account`;
  }
}

const consentSection = ({ payment, consent, app_name }: PaymentInspection): Section => ({
  title: "Consent to the terms",
  paragraphs: [
    `By paying, the customer agreed to version ${consent.terms_version} of the terms of purchase. This was recorded when they ordered:`,
  ],
  facts: recorded([
    ["Time", utc(payment.created_at)],
    ["IP address", consent.ip || "unknown"],
    ["Browser", consent.user_agent || "unknown"],
    ["Version of the terms", consent.terms_version],
    ["Ordered through", app_name ?? "our website"],
  ]),
});

function deliverySection(
  { payment }: PaymentInspection,
  { account }: Found,
  use: DepositUse | null,
): Section {
  const title = "What was delivered";
  if (payment.kind === "deposit") {
    const { credited_order, login, currency } = payment;
    const credited =
      credited_order === null
        ? "The top-up was not added to the wallet."
        : `The top-up was added to wallet ${login} with transaction ${credited_order}.`;
    const spent = use?.spent ?? [];
    return {
      title,
      paragraphs: [credited, ...(spent.length > 0 ? ["The customer spent it as follows:"] : [])],
      facts: spent.map(({ cents, purchaseId, challengeId, order }) => [
        formatMoney(cents, currency),
        challengeId
          ? `on trading challenge ${challengeId} (purchase ${purchaseId})`
          : `with transaction ${order}`,
      ]),
    };
  }
  if (!account) return { title, paragraphs: ["No account was opened."] };
  return {
    title,
    paragraphs: ["A digital product: access to a trading account, with these details."],
    facts: recorded([
      ["Account", account.id],
      ["Size", formatSize(account.accountSize)],
      ["Market", marketName(account.market)],
      describeTierRules(payment.tier_terms),
      ["Opened", utc(account.createdAt)],
      ["Ready to trade", account.activatedAt && utc(account.activatedAt)],
      ["Trading account key", account.syntheticHotkey],
      ["Subaccount", account.subaccountId === null ? null : String(account.subaccountId)],
      ["Status now", account.status.replaceAll("_", " ")],
      ["Closed", account.closedAt && utc(account.closedAt)],
    ]),
  };
}
