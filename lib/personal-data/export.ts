import { asc, eq, inArray } from "drizzle-orm";
import {
  apiApps,
  challenges,
  customers,
  evaluations,
  paymentDisputes,
  paymentRefunds,
  payments,
  propAccounts,
  purchases,
  sentEmails,
  sessions,
  verdicts,
} from "@/db/schema";
import { type Context, requireCustomer } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { count } from "@/lib/http/rate-limit";
import { readTradingAccounts } from "./read-trading-accounts";

/**
 * Everything that is stored about the calling customer, but secrets and what the firm's people wrote for themselves. Money in
 * minor units, times in ISO 8601. Throws RATE_LIMITED, and UNAVAILABLE while the trading server doesn't respond.
 */
export async function exportPersonalData(ctx: Context) {
  const { id } = requireCustomer(ctx);
  await count("export:customer", String(id));
  const { db } = ctx;
  const [customer] = await db
    .select({
      id: customers.id,
      user_id: customers.publicId,
      email: customers.email,
      email_verified_at: customers.emailVerifiedAt,
      name: customers.name,
      time_zone: customers.timeZone,
      role: customers.role,
      signed_up_with_app: apiApps.name,
      two_factor_enabled_at: customers.totpEnabledAt,
      created_at: customers.createdAt,
    })
    .from(customers)
    .leftJoin(apiApps, eq(apiApps.id, customers.appId))
    .where(eq(customers.id, id));
  if (!customer) throw new AppError("UNAUTHENTICATED", "Your session has ended. Sign in again.");
  return {
    exported_at: new Date(),
    customer,
    sessions: await db
      .select({
        created_at: sessions.createdAt,
        ip: sessions.ip,
        user_agent: sessions.userAgent,
        expires_at: sessions.expiresAt,
        ended_at: sessions.revokedAt,
      })
      .from(sessions)
      .where(eq(sessions.customerId, id))
      .orderBy(asc(sessions.createdAt)),
    payments: await readPayments(ctx, id),
    prop_accounts: await db
      .select({
        id: propAccounts.id,
        payment_id: propAccounts.paymentId,
        source: propAccounts.source,
        tier_id: propAccounts.tierId,
        market: propAccounts.market,
        account_size: propAccounts.accountSize,
        terms: propAccounts.tierTerms,
        venue: propAccounts.venue,
        subaccount_id: propAccounts.subaccountId,
        hotkey: propAccounts.syntheticHotkey,
        status: propAccounts.status,
        created_at: propAccounts.createdAt,
        activated_at: propAccounts.activatedAt,
        closed_at: propAccounts.closedAt,
        ...consentOf(propAccounts),
      })
      .from(propAccounts)
      .where(eq(propAccounts.customerId, id))
      .orderBy(asc(propAccounts.id)),
    purchases: await db
      .select({
        id: purchases.id,
        program: purchases.program,
        wallet: purchases.payerLogin,
        payment_id: purchases.paymentId,
        amount_cents: purchases.amountCents,
        currency: purchases.currency,
        status: purchases.status,
        created_at: purchases.createdAt,
        ...consentOf(purchases),
      })
      .from(purchases)
      .where(eq(purchases.customerId, id))
      .orderBy(asc(purchases.id)),
    challenges: await db
      .select({
        id: challenges.id,
        purchase_id: challenges.purchaseId,
        prop_account_id: challenges.propAccountId,
        login: challenges.accountLogin,
        phase: challenges.currentPhaseIndex,
        status: challenges.status,
        started_at: challenges.startedAt,
        ended_at: challenges.endedAt,
        suspended_at: challenges.heldAt,
      })
      .from(challenges)
      .where(eq(challenges.customerId, id))
      .orderBy(asc(challenges.id)),
    verdicts: await db
      .select({
        id: verdicts.id,
        challenge_id: evaluations.challengeId,
        phase: evaluations.phaseIndex,
        kind: verdicts.kind,
        rule: verdicts.rule,
        threshold: verdicts.threshold,
        observed: verdicts.observed,
        at: verdicts.at,
        standing: verdicts.standing,
      })
      .from(verdicts)
      .innerJoin(evaluations, eq(evaluations.id, verdicts.evaluationId))
      .innerJoin(challenges, eq(challenges.id, evaluations.challengeId))
      .where(eq(challenges.customerId, id))
      .orderBy(asc(verdicts.at)),
    trading_accounts: await readTradingAccounts(ctx, id),
    emails: await db
      .select({
        subject: sentEmails.subject,
        status: sentEmails.status,
        sent_at: sentEmails.sentAt,
      })
      .from(sentEmails)
      .where(eq(sentEmails.customerId, id))
      .orderBy(asc(sentEmails.sentAt)),
  };
}

/** What was accepted with a purchase, and from where. */
const consentOf = <V, I, B>(table: { termsVersion: V; consentIp: I; consentUserAgent: B }) => ({
  terms_version: table.termsVersion,
  ip: table.consentIp,
  user_agent: table.consentUserAgent,
});

async function readPayments({ db }: Context, customerId: number) {
  const rows = await db
    .select({
      id: payments.id,
      kind: payments.kind,
      tier_id: payments.tierId,
      market: payments.market,
      account_size: payments.accountSize,
      terms: payments.tierTerms,
      program: payments.programTerms,
      not_bought_because: payments.rejectionCode,
      wallet: payments.depositLogin,
      amount_cents: payments.amountCents,
      currency: payments.currency,
      status: payments.status,
      failure_reason: payments.failureReason,
      stripe_payment_intent_id: payments.stripePaymentIntentId,
      created_at: payments.createdAt,
      paid_at: payments.paidAt,
      receipt_number: payments.receiptNumber,
      card_brand: payments.cardBrand,
      card_last4: payments.cardLast4,
      ...consentOf(payments),
    })
    .from(payments)
    .where(eq(payments.customerId, customerId))
    .orderBy(asc(payments.id));
  const ids = rows.map(({ id }) => id);
  const [refunds, disputes] = await Promise.all([
    db
      .select({
        id: paymentRefunds.id,
        payment_id: paymentRefunds.paymentId,
        amount_cents: paymentRefunds.amountCents,
        status: paymentRefunds.status,
        created_at: paymentRefunds.createdAt,
      })
      .from(paymentRefunds)
      .where(inArray(paymentRefunds.paymentId, ids)),
    db
      .select({
        id: paymentDisputes.id,
        payment_id: paymentDisputes.paymentId,
        amount_cents: paymentDisputes.amountCents,
        reason: paymentDisputes.reason,
        status: paymentDisputes.status,
        created_at: paymentDisputes.createdAt,
      })
      .from(paymentDisputes)
      .where(inArray(paymentDisputes.paymentId, ids)),
  ]);
  const of = <R extends { payment_id: string }>(all: R[], id: string) =>
    all.filter(({ payment_id }) => payment_id === id).map(({ payment_id: _, ...row }) => row);
  return rows.map((payment) => ({
    ...payment,
    refunds: of(refunds, payment.id),
    disputes: of(disputes, payment.id),
  }));
}

/** The data as a JSON file, in which amounts are numbers, as JSON has no bigint. */
export async function exportFile(ctx: Context): Promise<Response> {
  const data = await exportPersonalData(ctx);
  const text = JSON.stringify(
    data,
    (_, value) => (typeof value === "bigint" ? Number(value) : value),
    2,
  );
  const day = data.exported_at.toISOString().slice(0, 10);
  return new Response(`${text}\n`, {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": `attachment; filename="my-data-${day}.json"`,
      "cache-control": "no-store",
    },
  });
}
