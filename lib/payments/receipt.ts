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

// A payment's card doesn't change: who reloads a page doesn't ask Stripe each time.
const knownCards = new Map<string, ReceiptView["paid_with"]>();
const MOST_KNOWN = 10_000;

/** The card, which Stripe alone knows; the PaymentIntent where Stripe doesn't say. */
async function howPaid(ctx: Context, payment: Payment): Promise<ReceiptView["paid_with"]> {
  const id = payment.stripePaymentIntentId ?? "";
  const known = knownCards.get(id);
  if (known) return known;
  try {
    const { latest_charge: charge } = await stripe().paymentIntents.retrieve(
      id,
      { expand: ["latest_charge"] },
      { timeout: CARD_WAIT_MS, maxNetworkRetries: 0 },
    );
    const card = charge && typeof charge === "object" ? charge.payment_method_details?.card : null;
    if (card?.brand && card.last4) {
      const { brand, last4 } = card;
      if (knownCards.size >= MOST_KNOWN) knownCards.clear();
      const paid = { kind: "card", brand, last4, stripe_payment_intent_id: id } as const;
      knownCards.set(id, paid);
      return paid;
    }
  } catch (error) {
    ctx.log.warn({ err: error, payment_id: payment.id }, "a receipt without its card");
  }
  return { kind: "stripe", stripe_payment_intent_id: id };
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
