import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgSequence,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { tiers } from "./catalog";
import { cents, consent, createdAt, idEnd, instant } from "./columns";
import { idempotencyKeys } from "./http";
import { programs } from "./programs";
import { owner } from "./purchase";
import { ruleSetId } from "./rule-sets";

/** Numbers of receipts: see lib/payments/receipt-number.ts. */
export const receiptNumbers = pgSequence("receipt_numbers");

/**
 * What is paid by card: an account of a tier (`challenge`), a deposit into a trading wallet, or a program. `intentStatus` and what `payment_refunds` and
 * `payment_disputes` hold are facts from Stripe; `status` is derived from them.
 */
export const payments = pgTable(
  "payments",
  {
    id: text("id").primaryKey(),
    ...owner(),
    kind: text("kind", { enum: ["challenge", "deposit", "program"] })
      .notNull()
      .default("challenge"),
    // The tier's terms, as the catalog had them at that moment; null on other kinds.
    tierId: text("tier_id").references(() => tiers.id, { onDelete: "restrict" }),
    market: text("market"),
    assetClass: text("asset_class"),
    accountSize: integer("account_size"),
    // The tier's name and rules at that moment, in the API's form; rows from before have none.
    tierTerms: jsonb("tier_terms"),
    // That of its first phase; null on a deposit, and until the job `fill-rule-sets` has seen an old row.
    ruleSetId: ruleSetId(),
    // The program and its rules at that moment, in the API's form; null on other kinds.
    programId: integer("program_id").references(() => programs.id, { onDelete: "restrict" }),
    programTerms: jsonb("program_terms"),
    // Why a paid program couldn't be bought: an error code. Then the payment is refunded, and nothing is bought any more.
    rejectionCode: text("rejection_code"),
    // The wallet that a deposit credits, and the trading server's order after that. A program's is known once it is bought.
    depositLogin: integer("deposit_login"),
    depositOrder: integer("deposit_order").unique(),
    // How much of a deposit is in its wallet, and its pending movement.
    depositNetCents: cents("deposit_net_cents").notNull().default(sql`0`),
    depositPendingCents: cents("deposit_pending_cents"),
    // The number of the current request to the trading server: it rises with each definite result.
    depositAttempt: integer("deposit_attempt").notNull().default(1),
    amountCents: cents("amount_cents").notNull(),
    currency: text("currency").notNull(),
    livemode: boolean("livemode").notNull(),

    // A purchase without an Idempotency-Key is found again while it is open, not after.
    reusable: boolean("reusable").notNull(),
    idempotencyKeyId: uuid("idempotency_key_id").references(() => idempotencyKeys.id, {
      onDelete: "set null",
    }),

    stripePaymentIntentId: text("stripe_payment_intent_id").unique(),
    stripeAttempt: integer("stripe_attempt").notNull().default(1),
    intentStatus: text("intent_status").notNull().default("requires_payment_method"),
    intentStatusAt: instant("intent_status_at"),
    failureReason: text("failure_reason"),
    // The card that paid, as receipts name it; null before that, and until Stripe has said it.
    cardBrand: text("card_brand"),
    cardLast4: text("card_last4"),
    // Why it needs manual review, or null for both: programs read the kind, people read the reason.
    reviewKind: text("review_kind", {
      enum: [
        "mismatch",
        "deposit_rejected",
        "wallet_debt",
        "refund_failed",
        "refund_rejected",
        "dispute",
        "card_testing",
      ],
    }),
    reviewReason: text("review_reason"),
    // When the email about its first decline is to be sent, or was queued: there is one for each payment.
    declineEmailAt: instant("decline_email_at"),
    status: text("status").notNull().default("requires_payment_method"),

    ...consent,
    createdAt: createdAt(),
    paidAt: instant("paid_at"),
    // The number of its receipt, from when it was paid; null until a job numbers those of an earlier release.
    receiptNumber: bigint("receipt_number", { mode: "number" }),
    // When it was last read at Stripe, and when Stripe last responded.
    syncedAt: instant("synced_at"),
    checkedAt: instant("checked_at"),
  },
  (t) => [
    index("payments_without_rules")
      .on(t.id)
      .where(sql`${t.ruleSetId} is null and ${t.tierId} is not null`),
    uniqueIndex("payments_idempotency_key").on(t.idempotencyKeyId),
    uniqueIndex("payments_one_open_keyless")
      .on(
        t.customerId,
        t.tierId,
        t.market,
        t.assetClass,
        t.accountSize,
        t.amountCents,
        t.currency,
        t.livemode,
      )
      .where(sql`${t.reusable} and ${t.kind} = 'challenge'`),
    uniqueIndex("payments_one_open_keyless_deposit")
      .on(t.customerId, t.depositLogin, t.amountCents, t.currency, t.livemode)
      .where(sql`${t.reusable} and ${t.kind} = 'deposit'`),
    uniqueIndex("payments_one_open_keyless_program")
      .on(t.customerId, t.programId, t.amountCents, t.currency, t.livemode)
      .where(sql`${t.reusable} and ${t.kind} = 'program'`),
    index("payments_review").on(t.id).where(sql`${t.reviewReason} is not null`),
    index("payments_card_testing").on(t.customerId).where(sql`${t.reviewKind} = 'card_testing'`),
    index("payments_uncredited")
      .on(t.id)
      .where(sql`${t.kind} = 'deposit' and ${t.paidAt} is not null and ${t.depositOrder} is null`),
    check("payments_kind", sql`${t.kind} in ('challenge', 'deposit', 'program')`),
    check(
      "payments_review_kind",
      sql`${t.reviewKind} in ('mismatch', 'deposit_rejected', 'wallet_debt', 'refund_failed', 'refund_rejected', 'dispute', 'card_testing')`,
    ),
    check("payments_review_has_kind", sql`(${t.reviewKind} is null) = (${t.reviewReason} is null)`),
    check(
      "payments_what",
      sql`num_nonnulls(${t.tierId}, ${t.market}, ${t.assetClass}, ${t.accountSize}) = case ${t.kind} when 'challenge' then 4 else 0 end and num_nonnulls(${t.programId}, ${t.programTerms}) = case ${t.kind} when 'program' then 2 else 0 end and case ${t.kind} when 'deposit' then ${t.depositLogin} is not null when 'challenge' then ${t.depositLogin} is null else true end`,
    ),
    check(
      "payments_rejected",
      sql`${t.rejectionCode} is null or (${t.kind} = 'program' and ${t.paidAt} is not null)`,
    ),
    check(
      "payments_deposit_net",
      sql`${t.depositNetCents} between 0 and ${t.amountCents} and (${t.depositNetCents} = 0 or ${t.depositOrder} is not null)`,
    ),
    check(
      "payments_credited_once_paid",
      sql`${t.depositOrder} is null or (${t.paidAt} is not null and ${t.kind} in ('deposit', 'program'))`,
    ),
    index("payments_customer").on(t.customerId, t.id),
    // For the console: by status, by amount, by the prefix of a PaymentIntent's id.
    index("payments_by_status").on(t.status, t.id),
    index("payments_by_amount").on(t.amountCents, t.id),
    index("payments_intent_begins").on(sql`${t.stripePaymentIntentId} collate "C"`),
    // For the console's search.
    index("payments_card").on(t.cardLast4, t.id).where(sql`${t.cardLast4} is not null`),
    index("payments_id_end").on(idEnd(t.id)),
    index("payments_intent_end").on(idEnd(t.stripePaymentIntentId)),
    index("payments_deposits").on(t.depositLogin, t.id).where(sql`${t.kind} = 'deposit'`),
    // For the console's filter by type: programs may be rare.
    index("payments_programs").on(t.id).where(sql`${t.kind} = 'program'`),
    index("payments_programs_by_amount").on(t.amountCents, t.id).where(sql`${t.kind} = 'program'`),
    index("payments_unsettled")
      .on(t.createdAt)
      .where(sql`${t.intentStatus} not in ('succeeded', 'canceled')`),
    // For the console's filter "unfinished", in both of its orders. PostgreSQL takes the two excluded statuses for
    // independent and expects thirty times too many rows, for which it would read the table from its end.
    index("payments_unsettled_newest")
      .on(t.id)
      .where(sql`${t.intentStatus} not in ('succeeded', 'canceled')`),
    index("payments_unsettled_by_amount")
      .on(t.amountCents, t.id)
      .where(sql`${t.intentStatus} not in ('succeeded', 'canceled')`),
    uniqueIndex("payments_receipt_number")
      .on(t.receiptNumber)
      .where(sql`${t.receiptNumber} is not null`),
    index("payments_unnumbered")
      .on(t.paidAt)
      .where(sql`${t.paidAt} is not null and ${t.receiptNumber} is null`),
    check(
      "payments_receipt_number_paid",
      sql`${t.receiptNumber} is null or ${t.paidAt} is not null`,
    ),
    check(
      "payments_card_last4",
      sql`${t.cardLast4} ~ '^[0-9]{4}$' and (${t.cardBrand} is null) = (${t.cardLast4} is null)`,
    ),
    check("payments_amount", sql`${t.amountCents} > 0`),
    check("payments_currency", sql`${t.currency} ~ '^[a-z]{3}$'`),
    check(
      "payments_reusable_is_open",
      sql`not ${t.reusable} or ${t.intentStatus} in ('requires_payment_method', 'requires_confirmation', 'requires_action')`,
    ),
    check("payments_paid", sql`(${t.paidAt} is not null) = (${t.intentStatus} = 'succeeded')`),
    check(
      "payments_intent_status",
      sql`${t.intentStatus} in ('requires_payment_method', 'requires_confirmation', 'requires_action', 'processing', 'requires_capture', 'canceled', 'succeeded')`,
    ),
    check(
      "payments_status",
      sql`${t.status} in ('requires_payment_method', 'requires_confirmation', 'requires_action', 'processing', 'requires_capture', 'canceled', 'succeeded', 'refunded', 'partially_refunded', 'disputed')`,
    ),
  ],
);

/** Each refund at Stripe. A failed or canceled one returned nothing. */
export const paymentRefunds = pgTable(
  "payment_refunds",
  {
    id: text("id").primaryKey(),
    paymentId: text("payment_id")
      .notNull()
      .references(() => payments.id, { onDelete: "restrict" }),
    amountCents: cents("amount_cents").notNull(),
    status: text("status").notNull(),
    // The time of this status at Stripe: the newest one counts.
    statusAt: instant("status_at").notNull().defaultNow(),
    // When an operator marked one that failed or was canceled as handled: it isn't flagged again.
    acknowledgedAt: instant("acknowledged_at"),
    createdAt: createdAt(),
  },
  (t) => [
    index("payment_refunds_payment").on(t.paymentId),
    index("payment_refunds_id_end").on(idEnd(t.id)),
    check("payment_refunds_amount", sql`${t.amountCents} > 0`),
  ],
);

/** Each dispute or inquiry (`warning_*`) at Stripe. */
export const paymentDisputes = pgTable(
  "payment_disputes",
  {
    id: text("id").primaryKey(),
    paymentId: text("payment_id")
      .notNull()
      .references(() => payments.id, { onDelete: "restrict" }),
    amountCents: cents("amount_cents").notNull(),
    reason: text("reason").notNull(),
    status: text("status").notNull(),
    statusAt: instant("status_at").notNull().defaultNow(),
    // Until when the firm may respond; null if Stripe sent no time, and on rows from before it was stored.
    dueBy: instant("due_by"),
    createdAt: createdAt(),
  },
  (t) => [
    index("payment_disputes_payment").on(t.paymentId),
    index("payment_disputes_id_end").on(idEnd(t.id)),
  ],
);
