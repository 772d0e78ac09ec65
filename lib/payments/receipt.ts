import { and, asc, eq, isNotNull } from "drizzle-orm";
import { z } from "zod";
import { paymentDisputes, paymentRefunds, payments, tiers } from "@/db/schema";
import { type Context, requireCustomer } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { centsToJson } from "@/lib/money";
import { partiesOf } from "@/lib/parties";
import { boughtBy } from "./bought";
import { hasRefundFailed, isLost } from "./derive-status";
import type { Payment } from "./intent-changes";
import { mayAskForReceipt } from "./limits";
import type { ReceiptView } from "./schemas";
import { stripe } from "./stripe";

// The page is worth more than the card's number on it.
const CARD_WAIT_MS = 3_000;

/** The receipt of one of the customer's own payments. Throws NOT_FOUND, also for one that isn't paid. */
export async function getReceipt(ctx: Context, id: string): Promise<ReceiptView> {
  const me = requireCustomer(ctx);
  const [found] = await ctx.db
    .select({ payment: payments, tierName: tiers.name })
    .from(payments)
    .leftJoin(tiers, eq(tiers.id, payments.tierId))
    .where(and(eq(payments.id, id), eq(payments.customerId, me.id), isNotNull(payments.paidAt)));
  const paidAt = found?.payment.paidAt;
  if (!paidAt) throw notFound("receipt");
  const { payment, tierName } = found;
  const [paidWith, back] = await Promise.all([howPaid(ctx, payment), backOf(ctx, id)]);
  return {
    number: payment.id,
    paid_at: paidAt.toISOString(),
    ...partiesOf(ctx),
    bought: presentBought(payment, tierName),
    amount_cents: centsToJson(payment.amountCents),
    currency: payment.currency,
    paid_with: paidWith,
    ...back,
  };
}

function presentBought(payment: Payment, tierName: string | null): ReceiptView["bought"] {
  const bought = boughtBy(payment);
  if (bought.kind === "deposit") return { kind: "deposit", login: bought.depositLogin };
  const { kind, market, accountSize } = bought;
  // The name that it was bought under, where the row has it.
  const terms = z.object({ name: z.string() }).safeParse(payment.tierTerms);
  const name = terms.success ? terms.data.name : tierName;
  return { kind, tier_name: name, market, account_size: accountSize };
}

type PaidWith = ReceiptView["paid_with"];
interface Cached {
  paidWith: Promise<PaidWith>;
  /** By the process's clock; what Stripe said holds for good. */
  until: number;
}
// How a payment was paid doesn't change: who reloads a page doesn't ask Stripe each time, also where it
// was no card, nor while it is being asked. After an error it is asked again, but not by every reload.
const cached = new Map<string, Cached>();
const MOST_CACHED = 10_000;
const ERROR_MS = 30_000;

/**
 * The card, which Stripe alone knows; the PaymentIntent where Stripe doesn't say, and where the customer
 * has had it asked too often.
 */
async function howPaid(ctx: Context, payment: Payment): Promise<PaidWith> {
  const id = payment.stripePaymentIntentId ?? "";
  const known = cached.get(id);
  if (known && known.until > performance.now()) return known.paidWith;
  if (cached.size >= MOST_CACHED) cached.clear();
  const entry: Cached = { paidWith: askOnce(), until: Number.POSITIVE_INFINITY };
  cached.set(id, entry);
  return entry.paidWith;

  async function askOnce(): Promise<PaidWith> {
    try {
      if (await mayAskForReceipt(requireCustomer(ctx).publicId)) return await askHowPaid(id);
      cached.delete(id);
    } catch (error) {
      entry.until = performance.now() + ERROR_MS;
      ctx.log.warn({ err: error, payment_id: payment.id }, "a receipt without its card");
    }
    return atStripe(id);
  }
}

const atStripe = (id: string): PaidWith => ({ kind: "stripe", stripe_payment_intent_id: id });

async function askHowPaid(id: string): Promise<PaidWith> {
  const { latest_charge: charge } = await stripe().paymentIntents.retrieve(
    id,
    { expand: ["latest_charge"] },
    { timeout: CARD_WAIT_MS, maxNetworkRetries: 0 },
  );
  const card = charge && typeof charge === "object" ? charge.payment_method_details?.card : null;
  if (!card?.brand || !card.last4) return atStripe(id);
  const { brand, last4 } = card;
  return { kind: "card", brand, last4, stripe_payment_intent_id: id };
}

async function backOf(
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
