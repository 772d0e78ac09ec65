import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
} from "drizzle-orm/pg-core";
import { cents, createdAt, instant, percent } from "./columns";
import { programs } from "./programs";

/**
 * A program's offer by card: its price for an account of a size. A price of 0 makes it a free account. The columns of
 * single rules are the release before's; the trigger `tiers_program` makes a program of what that release writes.
 */
export const tiers = pgTable(
  "tiers",
  {
    id: text("id").primaryKey(),
    name: text("name").notNull(),
    programId: integer("program_id")
      .notNull()
      .references(() => programs.id, { onDelete: "restrict" }),
    accountSize: integer("account_size").notNull(),
    priceCents: cents("price_cents").notNull(),
    currency: text("currency").notNull().default("usd"),
    profitTargetPct: percent("profit_target_pct"),
    maxDailyLossPct: percent("max_daily_loss_pct"),
    maxTotalLossPct: percent("max_total_loss_pct"),
    profitSplitPct: percent("profit_split_pct"),
    minTradingDays: integer("min_trading_days").notNull().default(0),
    // One of each model: see lib/catalog/recommendation.ts.
    recommended: boolean("recommended").notNull().default(false),
    sortIndex: integer("sort_index").notNull().default(0),
    archivedAt: instant("archived_at"),
    // Rises with each change: of two concurrent edits, the later is rejected.
    version: integer("version").notNull().default(1),
    createdAt: createdAt(),
  },
  (t) => [
    index("tiers_program").on(t.programId),
    check("tiers_size", sql`${t.accountSize} > 0`),
    check("tiers_currency", sql`${t.currency} in ('usd', 'eur', 'gbp', 'chf', 'cad', 'aud')`),
    // 50 minor units is Stripe's minimum charge in these currencies (30 in gbp).
    check("tiers_price", sql`${t.priceCents} = 0 or ${t.priceCents} >= 50`),
    check(
      "tiers_rules",
      sql`${t.maxDailyLossPct} <= ${t.maxTotalLossPct} and ${t.profitSplitPct} <= 100`,
    ),
  ],
);

/** The markets that a tier sells and the asset class that each stands for. */
export const tierMarkets = pgTable(
  "tier_markets",
  {
    tierId: text("tier_id")
      .notNull()
      .references(() => tiers.id, { onDelete: "restrict" }),
    market: text("market").notNull(),
    assetClass: text("asset_class").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tierId, t.market] }),
    unique("tier_markets_asset_class").on(t.tierId, t.assetClass),
  ],
);
