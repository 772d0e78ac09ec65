import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { cents, createdAt, percent } from "./columns";
import { ruleSetId } from "./rule-sets";

/**
 * A challenge as a plan of phases. `status` says whether trading wallets can buy it (0 active, 1 disabled, 2 archived);
 * its tiers are what is sold by card.
 */
export const programs = pgTable(
  "programs",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    brand: text("brand").notNull(),
    name: text("name").notNull().unique(),
    // Its page's address, `/programs/{slug}`, which never changes. A trigger makes one of the name where it is left out.
    slug: text("slug").notNull().unique().default(""),
    displayName: text("display_name").notNull(),
    description: text("description").notNull().default(""),
    priceCents: cents("price_cents").notNull(),
    priceCurrency: text("price_currency").notNull().default("usd"),
    priceLabel: text("price_label").notNull().default(""),
    profitSplitPct: percent("profit_split_pct"),
    status: smallint("status").notNull().default(0),
    // The one of its model, which is the number of its evaluations: see lib/catalog/recommendation.ts.
    recommended: boolean("recommended").notNull().default(false),
    sortIndex: integer("sort_index").notNull().default(0),
    // How often one customer may have it while it is free; null for no limit. Always one at a
    // time: see purchases.free_running.
    freeLimit: integer("free_limit"),
    // Rises with each change, also of its steps: of two concurrent edits, the later is rejected.
    version: integer("version").notNull().default(1),
    createdAt: createdAt(),
  },
  (t) => [
    check("programs_name", sql`length(${t.name}) between 1 and 64`),
    check("programs_slug", sql`${t.slug} ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(${t.slug}) <= 80`),
    check("programs_status", sql`${t.status} in (0, 1, 2)`),
    check(
      "programs_currency",
      sql`${t.priceCurrency} in ('usd', 'eur', 'gbp', 'chf', 'cad', 'aud')`,
    ),
    check("programs_price", sql`${t.priceCents} = 0 or ${t.priceCents} >= 50`),
    check("programs_profit_split", sql`${t.profitSplitPct} between 0 and 100`),
    check("programs_free_limit", sql`${t.freeLimit} >= 1`),
  ],
);

/**
 * A program's phases, from 1: 0 evaluation, 1 funded. A trigger checks at the commit that they have no gap and that
 * only the last is funded. The group is a name at the trading server, so it has no foreign key; a phase that no wallet
 * buys has none. The columns of single rules are a view of the rule set for the release before; the trigger
 * `program_steps_rule_set` makes a rule set of what that release writes.
 */
export const programSteps = pgTable(
  "program_steps",
  {
    programId: integer("program_id")
      .notNull()
      .references(() => programs.id, { onDelete: "restrict" }),
    phaseIndex: smallint("phase_index").notNull(),
    phaseType: smallint("phase_type").notNull().default(0),
    name: text("name").notNull(),
    accountGroup: text("account_group"),
    ruleSetId: ruleSetId().notNull(),
    durationDays: integer("duration_days"),
    maxDailyLossPct: percent("max_daily_loss_pct"),
    maxTotalLossPct: percent("max_total_loss_pct"),
    profitTargetPct: percent("profit_target_pct"),
    profitSplitPct: percent("profit_split_pct"),
    minTradingDays: integer("min_trading_days").notNull().default(0),
    maxTradingDays: integer("max_trading_days"),
    maxPositions: integer("max_positions"),
  },
  (t) => [
    primaryKey({ columns: [t.programId, t.phaseIndex] }),
    uniqueIndex("program_steps_one_funded").on(t.programId).where(sql`${t.phaseType} = 1`),
    check("program_steps_index", sql`${t.phaseIndex} >= 1`),
    check("program_steps_type", sql`${t.phaseType} in (0, 1)`),
    check("program_steps_target", sql`${t.profitTargetPct} > 0`),
    check("program_steps_split", sql`${t.profitSplitPct} between 0 and 100`),
    check("program_steps_positions", sql`${t.maxPositions} >= 1`),
  ],
);
