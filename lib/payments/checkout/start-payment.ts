import { eq } from "drizzle-orm";
import type Stripe from "stripe";
import { payments } from "@/db/schema";
import { acceptedTermsVersion } from "@/lib/catalog";
import { addLogFields, type Context, requireCustomer } from "@/lib/core/context";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { centsToJson } from "@/lib/core/money";
import { isOpen } from "../facts/derive-status";
import type { Payment } from "../facts/intent-changes";
import type { PaidItem } from "../facts/paid-item";
import { countNewPayment, uncountNewPayment } from "../limits";
import { type CheckoutView, toPaymentStatus } from "../schemas";
import { requireFewDeclines } from "./declines";
import { findEarlier } from "./earlier-payments";
import { ensureIntent } from "./payment-intent";
import {
  type AcceptedTerms,
  type RequestedPayment,
  renewTerms,
  type StoredTierTerms,
} from "./same-payments";

// A payment that was found may be paid or canceled before it is used.
const TRIES = 3;

type Priced = PaidItem & Pick<Payment, "amountCents" | "currency">;

interface StartOptions {
  /** Stored with the payment: the tier's terms as the buyer is shown them. */
  terms?: StoredTierTerms;
  /** Shown at Stripe. */
  description: string;
  /** The row of the Idempotency-Key; with a key no payment is reused. */
  keyId: string | null;
  /** The newest payment for the same item that the buyer knows: see `findEarlier`. */
  acknowledgedPaymentId: string | null | undefined;
  /** The version of the terms that the buyer was shown; the one in effect if left out. */
  shownTerms?: number | undefined;
}

/**
 * Creates a payment and its PaymentIntent, or returns the customer's open payment for the same item. The
 * caller has checked the price. If the customer has paid already, that payment is returned with its present
 * status: always without a key, and with a key if `acknowledgedPaymentId` is given. Throws RATE_LIMITED,
 * INVALID_REQUEST, PAYMENT_PROVIDER_ERROR, UNAVAILABLE.
 */
export async function startPayment(
  ctx: Context,
  priced: Priced,
  { terms = {}, description, keyId, acknowledgedPaymentId, shownTerms }: StartOptions,
): Promise<CheckoutView> {
  const requested = { ...priced, customerId: requireCustomer(ctx).id, livemode: env().livemode };
  const accepted = {
    termsVersion: await acceptedTermsVersion(ctx.db, shownTerms),
    consentIp: ctx.ip,
    consentUserAgent: ctx.userAgent,
  };
  const checksEarlier = keyId === null || acknowledgedPaymentId !== undefined;
  for (let tries = 0; tries < TRIES; tries++) {
    const earlier = checksEarlier ? await findEarlier(ctx, requested, acknowledgedPaymentId) : null;
    if (earlier?.settled) {
      const { payment, intent } = earlier.settled;
      addLogFields(ctx, { payment_id: payment.id });
      ctx.log.info({ payment_id: payment.id, status: payment.status }, "checkout.already_paid");
      return present(payment, intent);
    }
    await requireFewDeclines(ctx.db, requested.customerId);
    const open = keyId === null ? earlier?.open : null;
    const payment = open
      ? await renewTerms(
          ctx.db,
          open.payment,
          { ...terms, ...(priced.kind === "program" && { programTerms: priced.programTerms }) },
          accepted,
        )
      : await insertOrFind(ctx, { ...requested, ...terms, ...priced, ...accepted }, keyId);
    if (!payment) continue;
    addLogFields(ctx, { payment_id: payment.id });
    const intent = open?.intent ?? (await ensureIntent(ctx, payment, description));
    if (intent && (keyId !== null || isOpen(intent.status))) return present(payment, intent);
    // It was canceled before it had a PaymentIntent: the key creates another payment.
    if (!intent && keyId !== null) await unlinkKey(ctx, payment.id);
  }
  throw new AppError("UNAVAILABLE", "This payment is being updated. Try again.", {
    retryAfter: 1,
  });
}

/** A new payment, or the one of the key; null if a concurrent call without a key has created one. */
async function insertOrFind(
  ctx: Context,
  requested: RequestedPayment & StoredTierTerms & AcceptedTerms,
  keyId: string | null,
): Promise<Payment | null> {
  const exceeded = await countNewPayment(requested.customerId);
  if (exceeded) {
    // A payment that this key created before doesn't count as new.
    const existing = keyId === null ? null : await findByKey(ctx, keyId);
    if (existing) return existing;
    throw exceeded;
  }
  const [created] = await ctx.db
    .insert(payments)
    .values({
      ...requested,
      id: newId("pay"),
      appId: ctx.app?.id ?? null,
      reusable: keyId === null,
      idempotencyKeyId: keyId,
    })
    .onConflictDoNothing()
    .returning();
  if (created) return created;
  await uncountNewPayment(requested.customerId);
  return keyId === null ? null : findByKey(ctx, keyId);
}

async function findByKey({ db }: Context, keyId: string): Promise<Payment | null> {
  const [existing] = await db.select().from(payments).where(eq(payments.idempotencyKeyId, keyId));
  return existing ?? null;
}

const unlinkKey = (ctx: Context, paymentId: string) =>
  ctx.db.update(payments).set({ idempotencyKeyId: null }).where(eq(payments.id, paymentId));

function present(payment: Payment, intent: Stripe.PaymentIntent): CheckoutView {
  if (!intent.client_secret) throw new Error(`PaymentIntent ${intent.id} came without a secret`);
  return {
    payment_id: payment.id,
    stripe_payment_intent_id: intent.id,
    client_secret: intent.client_secret,
    amount_cents: centsToJson(payment.amountCents),
    currency: payment.currency,
    // A succeeded PaymentIntent doesn't show whether it was disputed or refunded since.
    status: toPaymentStatus(isOpen(payment.intentStatus) ? intent.status : payment.status),
  };
}
