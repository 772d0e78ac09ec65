import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgSequence,
  pgTable,
  smallint,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { customers } from "./auth";
import { cents, createdAt, instant } from "./columns";

// The ledger of the embedded trading server. Only lib/trading uses these tables: with another server behind the
// port they stay empty.

export const walletLogins = pgSequence("wallet_logins", {
  startWith: 100_001,
  maxValue: 2_000_099,
});
export const challengeLogins = pgSequence("challenge_logins", {
  startWith: 2_000_100,
  maxValue: 999_999_999,
});
/** Logins of wallets continue here after their first range: `next_wallet_login()` takes the next of either. */
export const moreWalletLogins = pgSequence("more_wallet_logins", {
  startWith: 1_000_000_000,
  minValue: 1_000_000_000,
  maxValue: 2_147_483_647,
});

/** Terms that trading accounts share. Mode: 0 DEMO, 1 REAL. */
export const accountGroups = pgTable(
  "account_groups",
  {
    name: text("name").primaryKey(),
    brand: text("brand").notNull(),
    accountMode: smallint("account_mode").notNull(),
    currency: text("currency").notNull(),
    leverage: integer("leverage").notNull(),
    defaultDepositCents: cents("default_deposit_cents").notNull().default(sql`0`),
    // No new account is opened in it; its accounts stay.
    archivedAt: instant("archived_at"),
    version: integer("version").notNull().default(1),
    createdAt: createdAt(),
  },
  (t) => [
    // Copied to accounts, so that a group in use can't change it.
    unique("account_groups_terms").on(t.name, t.accountMode, t.currency),
    check("account_groups_mode", sql`${t.accountMode} in (0, 1)`),
    check("account_groups_currency", sql`${t.currency} ~ '^[a-z]{3}$'`),
    check("account_groups_leverage", sql`${t.leverage} between 1 and 1000`),
    check("account_groups_deposit", sql`${t.defaultDepositCents} >= 0`),
  ],
);

/** A trading account and its balance. A wallet is one that isn't part of a challenge. */
export const tradingAccounts = pgTable(
  "trading_accounts",
  {
    login: integer("login").primaryKey(),
    customerId: integer("customer_id")
      .notNull()
      .references(() => customers.id, { onDelete: "restrict" }),
    purpose: text("purpose", { enum: ["wallet", "challenge"] }).notNull(),
    groupName: text("group_name").notNull(),
    accountMode: smallint("account_mode").notNull(),
    currency: text("currency").notNull(),
    leverage: integer("leverage").notNull(),
    balanceCents: cents("balance_cents").notNull().default(sql`0`),
    // The part of deposits that was reversed after it had been spent; the next money that comes in repays it.
    debtCents: cents("debt_cents").notNull().default(sql`0`),
    enabled: boolean("enabled").notNull().default(true),
    requestKey: text("request_key").notNull().unique(),
    passwordHash: text("password_hash"),
    mustChangePassword: boolean("must_change_password").notNull().default(false),
    createdAt: createdAt(),
  },
  (t) => [
    foreignKey({
      name: "trading_accounts_group",
      columns: [t.groupName, t.accountMode, t.currency],
      foreignColumns: [accountGroups.name, accountGroups.accountMode, accountGroups.currency],
    }).onDelete("restrict"),
    unique("trading_accounts_currency").on(t.login, t.currency),
    index("trading_accounts_customer").on(t.customerId, t.login),
    check("trading_accounts_purpose", sql`${t.purpose} in ('wallet', 'challenge')`),
    check("trading_accounts_debt", sql`${t.debtCents} >= 0`),
    check(
      "trading_accounts_owes_only_when_empty",
      sql`${t.debtCents} = 0 or (${t.balanceCents} = 0 and ${t.accountMode} = 1)`,
    ),
    check(
      "trading_accounts_real_not_negative",
      sql`${t.accountMode} = 0 or ${t.balanceCents} >= 0`,
    ),
  ],
);

/**
 * A signed movement on one account: command 6 is in, 8 is out. A rejected one moves nothing: it is stored so that
 * its request key always gets the same result. A rollback references the operation that it reverses, and has its
 * amount with the opposite sign: the foreign key ensures that.
 */
export const financeOperations = pgTable(
  "finance_operations",
  {
    orderNo: integer("order_no").primaryKey().generatedAlwaysAsIdentity({ startWith: 500_100 }),
    login: integer("login").notNull(),
    command: smallint("command").notNull(),
    amountCents: cents("amount_cents").notNull(),
    currency: text("currency").notNull(),
    /** The part of the amount that exceeded the balance (positive) or repaid debt (negative). */
    debtCents: cents("debt_cents").notNull().default(sql`0`),
    /** The account's balance and debt after it; the balance is null if it was rejected. */
    balanceAfterCents: cents("balance_after_cents"),
    debtAfterCents: cents("debt_after_cents").notNull().default(sql`0`),
    reason: text("reason").notNull(),
    comment: text("comment").notNull(),
    apiData: jsonb("api_data").$type<Record<string, string | number | null>>().notNull(),
    requestKey: text("request_key").notNull().unique(),
    rejection: text("refusal"),
    reversesOrder: integer("reverses_order").unique(),
    reversedAmountCents: cents("reversed_amount_cents").generatedAlwaysAs(
      sql`case when reverses_order is not null then - amount_cents end`,
    ),
    reversedByOrder: integer("reversed_by_order").unique(),
    /** The amount that was moved: only that can be reversed. */
    bookedCents: cents("booked_cents").generatedAlwaysAs(
      sql`case when refusal is null then amount_cents end`,
    ),
    createdAt: createdAt(),
  },
  (t) => [
    foreignKey({
      name: "finance_operations_account",
      columns: [t.login, t.currency],
      foreignColumns: [tradingAccounts.login, tradingAccounts.currency],
    }).onDelete("restrict"),
    unique("finance_operations_movement").on(t.orderNo, t.login, t.currency, t.bookedCents),
    foreignKey({
      name: "finance_operations_reversal",
      columns: [t.reversesOrder, t.login, t.currency, t.reversedAmountCents],
      foreignColumns: [t.orderNo, t.login, t.currency, t.bookedCents],
    }).onDelete("restrict"),
    // Reversed only by the operation that references it.
    unique("finance_operations_reversal_pair").on(t.orderNo, t.reversesOrder),
    foreignKey({
      name: "finance_operations_reversed_by",
      columns: [t.reversedByOrder, t.orderNo],
      foreignColumns: [t.orderNo, t.reversesOrder],
    }).onDelete("restrict"),
    uniqueIndex("finance_operations_one_per_purchase")
      .on(sql`(api_data ->> 'purchase_id')`, t.comment)
      .where(
        sql`refusal is null and reverses_order is null and reversed_by_order is null and reason = 'TR_REASON_PROP'`,
      ),
    index("finance_operations_statement").on(t.login, t.orderNo),
    index("finance_operations_by_amount").on(t.amountCents, t.orderNo),
    index("finance_operations_other_reasons")
      .on(t.reason, t.orderNo)
      .where(sql`${t.reason} <> 'TR_REASON_PROP'`),
    index("finance_operations_refused").on(t.orderNo).where(sql`${t.rejection} is not null`),
    check(
      "finance_operations_sign",
      sql`(${t.command} = 6 and ${t.amountCents} > 0) or (${t.command} = 8 and ${t.amountCents} < 0)`,
    ),
    check(
      "finance_operations_debt",
      sql`case when ${t.rejection} is not null then ${t.debtCents} = 0 when ${t.amountCents} < 0 then ${t.debtCents} between 0 and - ${t.amountCents} else ${t.debtCents} between - ${t.amountCents} and 0 end`,
    ),
    check(
      "finance_operations_done",
      sql`(${t.rejection} is null) = (${t.balanceAfterCents} is not null)`,
    ),
    check(
      "finance_operations_refused_reverses_nothing",
      sql`${t.rejection} is null or (${t.reversesOrder} is null and ${t.reversedByOrder} is null)`,
    ),
  ],
);

/**
 * The postings of an operation: the customer's account, one of the house's and, if debt is caused or
 * repaid, what customers owe. Append-only. A trigger checks after each insert that they sum to zero and match the
 * operation's amount, so those of an operation are inserted together. House accounts have no balance of their own, so none of them is a row that all operations
 * wait for.
 */
export const postings = pgTable(
  "postings",
  {
    orderNo: integer("order_no")
      .notNull()
      .references(() => financeOperations.orderNo, { onDelete: "restrict" }),
    login: integer("login").references(() => tradingAccounts.login, { onDelete: "restrict" }),
    houseAccount: text("house_account"),
    amountCents: cents("amount_cents").notNull(),
    currency: text("currency").notNull(),
  },
  (t) => [
    uniqueIndex("postings_sides").on(t.orderNo, sql`coalesce(house_account, 'account')`),
    index("postings_house").on(t.houseAccount).where(sql`${t.houseAccount} is not null`),
    check("postings_one_owner", sql`num_nonnulls(${t.login}, ${t.houseAccount}) = 1`),
  ],
);
