import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { customers } from "./auth";
import { cents, consent, createdAt, instant } from "./columns";
import { payments } from "./payments";
import { programs } from "./programs";
import { ruleSetId } from "./rule-sets";

/**
 * A challenge bought from a wallet, or with a card payment through one. `status` is its progress (0 pending, 1 paid, 2 account created, 3 active,
 * 4 failed, 5 refunded); the other columns have everything that is needed to resume it after a
 * crash. Logins and orders are the trading server's, so they have no foreign keys.
 */
export const purchases = pgTable(
  "purchases",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    customerId: integer("customer_id")
      .notNull()
      .references(() => customers.id, { onDelete: "restrict" }),
    programId: integer("program_id")
      .notNull()
      .references(() => programs.id, { onDelete: "restrict" }),
    // The program's rules at the time of purchase, in the API's form.
    program: jsonb("program").notNull(),
    // That of its first phase; null until the job `fill-rule-sets` has seen an old row.
    ruleSetId: ruleSetId(),
    payerLogin: integer("payer_login").notNull(),
    // The card payment that it was bought with; null if the wallet's own money paid.
    paymentId: text("payment_id")
      .unique()
      .references(() => payments.id, { onDelete: "restrict" }),
    amountCents: cents("amount_cents").notNull(),
    currency: text("currency").notNull(),
    conversionRate: numeric("conversion_rate", { precision: 18, scale: 8, mode: "number" })
      .notNull()
      .default(1),
    accountAmountCents: cents("account_amount_cents").notNull(),
    accountGroup: text("account_group").notNull(),
    accountCurrency: text("account_currency").notNull(),
    initialBalanceCents: cents("initial_balance_cents").notNull(),
    idempotencyKey: text("idempotency_key"),
    // For a purchase of a free program: whether it is still in progress or traded. Null if it
    // was paid for, or an admin granted it. Triggers end it with the purchase or its challenge.
    freeRunning: boolean("free_running"),

    status: smallint("status").notNull(),
    feeRequestedAt: instant("fee_requested_at"),
    paymentOrder: integer("payment_order").unique(),
    accountLogin: integer("account_login").unique(),
    initialBalanceOrder: integer("initial_balance_order").unique(),
    // Null if a card payment was credited for it: then the fee follows the payment's refunds and disputes.
    paymentRollbackOrder: integer("payment_rollback_order").unique(),
    initialBalanceRollbackOrder: integer("initial_balance_rollback_order").unique(),
    accountDisabledAt: instant("account_disabled_at"),
    failureCode: text("failure_code"),
    failureMessage: text("failure_message"),
    // The first pending compensation and what the trading server said, for people; null once none is pending.
    rollbackProblem: text("rollback_problem"),
    // The same compensation, and why it was rejected: null if there was no response.
    rollbackStep: text("rollback_step"),
    rollbackRejection: text("rollback_rejection"),
    // An admin requested a rollback: it begins once the result of the present step is known.
    rollbackRequestedAt: instant("rollback_requested_at"),
    // Which request of each step is the current one: the number rises when the trading server rejected it.
    attempts: jsonb("attempts").$type<Record<string, number>>().notNull().default({}),
    resumes: integer("resumes").notNull().default(0),

    // The executor that works on it now. One that lost its claim writes nothing more.
    claim: uuid("claim"),
    claimedUntil: instant("claimed_until"),

    ...consent,
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    unique("purchases_idempotency_key").on(t.customerId, t.idempotencyKey),
    index("purchases_customer").on(t.customerId, t.id),
    index("purchases_without_rules").on(t.id).where(sql`${t.ruleSetId} is null`),
    uniqueIndex("purchases_one_free_running")
      .on(t.customerId, t.programId)
      .where(sql`${t.freeRunning}`),
    index("purchases_free")
      .on(t.customerId, t.programId)
      .where(sql`${t.freeRunning} is not null and ${t.status} not in (4, 5)`),
    index("purchases_by_status").on(t.status, t.id),
    // For the console's overview: what was sold from wallets.
    index("purchases_wallet_sales")
      .on(t.id)
      .where(sql`${t.paymentId} is null and ${t.amountCents} > 0 and ${t.status} in (1, 2, 3)`),
    index("purchases_by_amount").on(t.amountCents, t.id),
    index("purchases_by_payer").on(t.payerLogin, t.id),
    // The index of unfinished purchases: a status before active, or a pending rollback.
    index("purchases_unsettled")
      .on(t.updatedAt)
      .where(sql`${t.status} in (0, 1, 2) or ${t.rollbackProblem} is not null`),
    index("purchases_to_roll_back").on(t.id).where(sql`${t.rollbackRequestedAt} is not null`),
    check("purchases_key", sql`length(${t.idempotencyKey}) between 1 and 255`),
    check("purchases_status", sql`${t.status} between 0 and 5`),
    check("purchases_free_is_free", sql`${t.freeRunning} is null or ${t.amountCents} = 0`),
    check("purchases_amount", sql`${t.amountCents} >= 0 and ${t.accountAmountCents} >= 0`),
    check("purchases_deposit", sql`${t.initialBalanceCents} >= 0`),
    check("purchases_free_has_no_fee", sql`${t.amountCents} > 0 or ${t.paymentOrder} is null`),
    check(
      "purchases_paid",
      sql`${t.status} not in (1, 2, 3) or ${t.amountCents} = 0 or ${t.paymentOrder} is not null`,
    ),
    check(
      "purchases_account_created",
      sql`${t.status} not in (2, 3) or ${t.accountLogin} is not null`,
    ),
    check(
      "purchases_active",
      sql`${t.status} <> 3 or ${t.initialBalanceCents} = 0 or ${t.initialBalanceOrder} is not null`,
    ),
    check("purchases_failed", sql`(${t.status} in (4, 5)) = (${t.failureCode} is not null)`),
    check(
      "purchases_refunded",
      sql`case when ${t.paymentId} is null then (${t.status} = 5) = (${t.paymentRollbackOrder} is not null) else ${t.paymentRollbackOrder} is null or ${t.status} in (4, 5) end and (${t.status} <> 5 or ${t.paymentOrder} is not null)`,
    ),
    check(
      "purchases_balance_rollback",
      sql`${t.initialBalanceRollbackOrder} is null or (${t.initialBalanceOrder} is not null and ${t.status} in (4, 5))`,
    ),
  ],
);

/** A running challenge: 0 pending, 1 active, 2 passed, 3 failed, 4 cancelled. One per purchase. */
export const challenges = pgTable(
  "challenges",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    // How it was bought: one of the two. No foreign key to the prop account, whose table has a trigger before updates.
    purchaseId: integer("purchase_id")
      .unique()
      .references(() => purchases.id, { onDelete: "restrict" }),
    propAccountId: text("prop_account_id").unique(),
    programId: integer("program_id")
      .notNull()
      .references(() => programs.id, { onDelete: "restrict" }),
    customerId: integer("customer_id")
      .notNull()
      .references(() => customers.id, { onDelete: "restrict" }),
    // Null at a venue without logins.
    accountLogin: integer("account_login").unique(),
    currentPhaseIndex: smallint("current_phase_index").notNull().default(1),
    status: smallint("status").notNull().default(1),
    startedAt: instant("started_at").notNull().defaultNow(),
    endedAt: instant("ended_at"),
    // Why a running challenge is suspended, since when, and the payment whose money is missing.
    holdReason: text("hold_reason", {
      enum: ["deposit_disputed", "deposit_refunded", "payment_disputed"],
    }),
    holdPaymentId: text("hold_payment_id").references(() => payments.id, { onDelete: "restrict" }),
    heldAt: instant("held_at"),
    // Why the firm ended it; null if trading ended it, and while it runs.
    endReason: text("end_reason", { enum: ["dispute_lost", "rolled_back", "refunded"] }),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    check("challenges_bought", sql`num_nonnulls(${t.purchaseId}, ${t.propAccountId}) = 1`),
    check("challenges_login", sql`${t.purchaseId} is null or ${t.accountLogin} is not null`),
    index("challenges_held").on(t.id).where(sql`${t.heldAt} is not null`),
    check(
      "challenges_hold",
      sql`num_nonnulls(${t.holdReason}, ${t.holdPaymentId}, ${t.heldAt}) in (0, 3)`,
    ),
    check(
      "challenges_hold_reason",
      sql`${t.holdReason} in ('deposit_disputed', 'deposit_refunded', 'payment_disputed')`,
    ),
    check(
      "challenges_end_reason",
      sql`${t.endReason} is null or (${t.endReason} in ('dispute_lost', 'rolled_back', 'refunded') and ${t.endedAt} is not null)`,
    ),
    index("challenges_customer").on(t.customerId, t.id),
    index("challenges_by_status").on(t.status, t.id),
    check("challenges_status", sql`${t.status} between 0 and 4`),
    check("challenges_phase", sql`${t.currentPhaseIndex} >= 1`),
    check("challenges_ended", sql`(${t.status} in (2, 3, 4)) = (${t.endedAt} is not null)`),
  ],
);

/** The phases of a challenge that have begun, with the account that each is traded on. */
export const challengePhases = pgTable(
  "challenge_phases",
  {
    challengeId: integer("challenge_id")
      .notNull()
      .references(() => challenges.id, { onDelete: "restrict" }),
    phaseIndex: smallint("phase_index").notNull(),
    accountLogin: integer("account_login").unique(),
    // What the phase is judged by; null until the job `fill-rule-sets` has seen an old row.
    ruleSetId: ruleSetId(),
    status: smallint("status").notNull().default(1),
    startedAt: instant("started_at").notNull().defaultNow(),
    endedAt: instant("ended_at"),
  },
  (t) => [
    primaryKey({ columns: [t.challengeId, t.phaseIndex] }),
    index("challenge_phases_without_rules").on(t.challengeId).where(sql`${t.ruleSetId} is null`),
    check("challenge_phases_status", sql`${t.status} between 0 and 4`),
    check("challenge_phases_ended", sql`(${t.status} in (2, 3, 4)) = (${t.endedAt} is not null)`),
  ],
);

/**
 * Wallets from which a deposit's money was reversed, so that challenges paid from them may have to be suspended.
 * Each call of the rule takes the next revision before it reads anything: of several concurrent calls, only
 * the one that began last writes.
 */
export const walletHolds = pgTable("wallet_holds", {
  // The trading server's, so no foreign key.
  login: integer("login").primaryKey(),
  revision: integer("revision").notNull().default(0),
  // Whether a part of what the wallet spent was unpaid at the last check.
  owes: boolean("owes").notNull().default(false),
  checkedAt: instant("checked_at"),
});
