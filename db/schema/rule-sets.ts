import { sql } from "drizzle-orm";
import { check, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { createdAt } from "./columns";

/**
 * The rules of phases (`lib/rules/schemas`), by the SHA-256 of their canonical JSON. A trigger checks the hash, and
 * rejects changes and deletions: what was sold keeps its rules.
 */
export const ruleSets = pgTable(
  "rule_sets",
  {
    id: text("id").primaryKey(),
    rules: jsonb("rules").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    check("rule_sets_id", sql`${t.id} ~ '^[0-9a-f]{64}$'`),
    // Every field is present, so that one rule set has one hash.
    check(
      "rule_sets_fields",
      sql`${t.rules} ?& array['version', 'day', 'daily_loss', 'total_loss', 'profit_target', 'min_trading_days', 'time_limit', 'max_trading_days', 'inactivity_days', 'consistency', 'max_open_positions', 'max_lots', 'holding', 'after_withdrawal', 'conduct', 'payout']`,
    ),
  ],
);

/** The rule set of a phase, or of the first phase of what was sold. */
export const ruleSetId = () =>
  text("rule_set_id").references(() => ruleSets.id, { onDelete: "restrict" });
