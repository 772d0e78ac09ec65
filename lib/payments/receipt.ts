import { and, asc, eq, isNotNull, type SQL } from "drizzle-orm";
import { customers, paymentDisputes, paymentRefunds, payments, tiers } from "@/db/schema";
import { presentAcceptedTerms, readTerms, soldTierName, topUpName } from "@/lib/catalog";
import type { Card } from "@/lib/core/card-label";
import { type Context, requireAdmin, requireCustomer } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { formatReceiptNumber } from "@/lib/core/format";
import { centsToJson } from "@/lib/core/money";
import { perProcess } from "@/lib/core/per-process";
import { receiptParties } from "@/lib/core/receipt-parties";
import type { ReceiptView } from "@/lib/core/receipt-view";
import { paidCardOf, storeCard, storedCard } from "./facts/card";
import { hasRefundFailed, isLost } from "./facts/derive-status";
import type { Payment } from "./facts/intent-changes";
import { paidItemOf } from "./facts/paid-item";
import { mayFetchForReceipt } from "./limits";
import { stripe } from "./stripe";

// The receipt is shown without the card rather than late.
const CARD_WAIT_MS = 3_000;

/** The receipt of one of the customer's own payments. Throws NOT_FOUND, also for an unpaid payment. */
export async function getReceipt(ctx: Context, id: string): Promise<ReceiptView> {
  const me = requireCustomer(ctx);
  return readReceipt(ctx, id, eq(payments.customerId, me.id));
}

/** The receipt of any payment, as its customer has it. For admins. Throws NOT_FOUND, also for an unpaid payment. */
export async function inspectReceipt(ctx: Context, id: string): Promise<ReceiptView> {
  requireAdmin(ctx);
  return readReceipt(ctx, id);
}

async function readReceipt(ctx: Context, id: string, isVisible?: SQL): Promise<ReceiptView> {
  const [found] = await ctx.db
    .select({
      payment: payments,
      tierName: tiers.name,
      buyer: { name: customers.name, email: customers.email },
    })
    .from(payments)
    .innerJoin(customers, eq(customers.id, payments.customerId))
    .leftJoin(tiers, eq(tiers.id, payments.tierId))
    .where(and(eq(payments.id, id), isVisible, isNotNull(payments.paidAt)));
  const paidAt = found?.payment.paidAt;
  if (!paidAt) throw notFound("receipt");
  const { payment, tierName, buyer } = found;
  const [paidWith, terms, returns] = await Promise.all([
    paymentMethodOf(ctx, payment),
    presentAcceptedTerms(ctx.db, payment.termsVersion),
    returnsOf(ctx, id),
  ]);
  return {
    // A job numbers receipts from before this release.
    number:
      payment.receiptNumber === null ? payment.id : formatReceiptNumber(payment.receiptNumber),
    payment_id: payment.id,
    paid_at: paidAt.toISOString(),
    ...receiptParties(buyer),
    bought: presentItem(payment, tierName),
    amount_cents: centsToJson(payment.amountCents),
    currency: payment.currency,
    paid_with: paidWith,
    terms,
    ...returns,
  };
}

function presentItem(payment: Payment, tierName: string | null): ReceiptView["bought"] {
  const item = paidItemOf(payment);
  if (item.kind === "deposit") return { name: topUpName(item.depositLogin), account: null };
  if (item.kind === "program") {
    const { display_name: name, steps } = item.programTerms;
    const [first] = steps;
    return {
      name,
      account: first ? { size: first.initial_balance, currency: first.currency } : null,
    };
  }
  const { tierId: tier_id, market, accountSize: size } = item;
  const terms = readTerms(payment.tierTerms);
  return {
    name: soldTierName({ tier_id, market, tier_terms: terms }, tierName),
    account: { size, currency: terms?.currency ?? payment.currency },
  };
}

type PaidWith = ReceiptView["paid_with"];
interface Cached {
  paidWith: Promise<PaidWith>;
  /** By `performance.now()`; infinite once Stripe has responded. */
  until: number;
}
// A payment's method doesn't change, so Stripe is called once for each; after an error, again in 30 s.
const cachedMethods = perProcess("payment-methods", () => new Map<string, Cached>());
const MOST_CACHED = 10_000;
const ERROR_MS = 30_000;

/**
 * The card. If it isn't stored yet it is fetched from Stripe, and stored; the PaymentIntent if Stripe has none, fails, or
 * was called too often.
 */
async function paymentMethodOf(ctx: Context, payment: Payment): Promise<PaidWith> {
  const id = payment.stripePaymentIntentId ?? "";
  const stored = storedCard(payment);
  if (stored) return { kind: "card", ...stored, stripe_payment_intent_id: id };
  const cached = cachedMethods();
  const existing = cached.get(id);
  if (existing && existing.until > performance.now()) return existing.paidWith;
  if (cached.size >= MOST_CACHED) cached.clear();
  const entry: Cached = { paidWith: fetchOnce(), until: Number.POSITIVE_INFINITY };
  cached.set(id, entry);
  return entry.paidWith;

  async function fetchOnce(): Promise<PaidWith> {
    try {
      if (await mayFetchForReceipt(requireCustomer(ctx).publicId)) {
        const card = await fetchCard(id);
        if (!card) return byIntent(id);
        await storeCard(ctx.db, payment.id, card);
        return { kind: "card", ...card, stripe_payment_intent_id: id };
      }
      cached.delete(id);
    } catch (error) {
      entry.until = performance.now() + ERROR_MS;
      ctx.log.warn({ err: error, payment_id: payment.id }, "receipt.card_unavailable");
    }
    return byIntent(id);
  }
}

const byIntent = (id: string): PaidWith => ({ kind: "stripe", stripe_payment_intent_id: id });

const fetchCard = async (id: string): Promise<Card | null> =>
  paidCardOf(
    await stripe().paymentIntents.retrieve(
      id,
      { expand: ["latest_charge"] },
      { timeout: CARD_WAIT_MS, maxNetworkRetries: 0 },
    ),
  );

async function returnsOf(
  { db }: Context,
  id: string,
): Promise<Pick<ReceiptView, "given_back" | "failed_refunds">> {
  const refunds = await db
    .select()
    .from(paymentRefunds)
    .where(eq(paymentRefunds.paymentId, id))
    .orderBy(asc(paymentRefunds.createdAt));
  const disputes = await db
    .select()
    .from(paymentDisputes)
    .where(eq(paymentDisputes.paymentId, id))
    .orderBy(asc(paymentDisputes.createdAt));
  const rows = [
    ...refunds
      .filter((row) => !hasRefundFailed(row))
      .map((row) => ({
        ...row,
        kind: row.status === "succeeded" ? ("refund" as const) : ("refund_pending" as const),
      })),
    ...disputes.filter(isLost).map((row) => ({ ...row, kind: "dispute" as const })),
  ];
  const failed = refunds.filter(hasRefundFailed).map((row) => ({
    ...row,
    kind: row.status === "failed" ? ("failed" as const) : ("canceled" as const),
  }));
  return { given_back: rows.map(line), failed_refunds: failed.map(line) };
}

const line = <K>({ kind, amountCents, statusAt }: Line<K>) => ({
  kind,
  amount_cents: centsToJson(amountCents),
  at: statusAt.toISOString(),
});

interface Line<K> {
  kind: K;
  amountCents: bigint;
  statusAt: Date;
}
