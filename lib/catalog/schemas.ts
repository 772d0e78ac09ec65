import { z } from "zod";
import { fieldMeta } from "@/lib/core/field-descriptions";
import { phaseRules } from "./rule-schemas";

export * from "./fields";
export * from "./group-schemas";
export * from "./legal-schemas";
export * from "./program-schemas";
export * from "./rule-schemas";
export * from "./tier-schemas";

/** A three-letter currency code; upper case is accepted, lower case is stored. */
export const currencyCode = z
  .string()
  .toLowerCase()
  .regex(/^[a-z]{3}$/, "must be a three-letter currency code");

/** A phase of a program. `rules` are what it's judged by; the single rules beside them say what they can of that. */
export const stepView = z.object({
  /** From 1. */
  phase_index: z.number().int().meta({ description: "The phase's number, from 1." }),
  /** 0 evaluation, 1 funded. */
  phase_type: z
    .union([z.literal(0), z.literal(1)])
    .meta({ description: "0 evaluation, 1 funded." }),
  name: z.string().meta({ description: "The name." }),
  account_group: z
    .string()
    .meta({ description: "The trading server group for the phase's account." }),
  /** The group's default deposit and currency. */
  initial_balance: z
    .number()
    .meta({ description: "The initial balance, in units of the account's currency." }),
  currency: z.string().meta(fieldMeta.currency),
  duration_days: z
    .number()
    .int()
    .nullable()
    .meta({ description: "Maximum length of the phase in days; null for no limit." }),
  max_daily_loss_pct: z.number().nullable().meta(fieldMeta.dailyLossPct),
  max_total_loss_pct: z.number().nullable().meta(fieldMeta.totalLossPct),
  profit_target_pct: z.number().nullable().meta(fieldMeta.profitTargetPct),
  profit_split: z.number().nullable().meta(fieldMeta.profitSplitPct),
  min_trading_days: z.number().int().meta(fieldMeta.minTradingDays),
  max_trading_days: z
    .number()
    .int()
    .nullable()
    .meta({ description: "Maximum number of trading days; null for no limit." }),
  max_positions: z
    .number()
    .int()
    .nullable()
    .meta({ description: "Maximum number of open positions; null for no limit." }),
  ...phaseRules,
});
export type StepView = z.output<typeof stepView>;

/** A program as it was bought, in the form of `/prop`: the price in units of its currency. */
export const boughtProgramView = z.object({
  id: z.number().int().meta({ description: "The ID." }),
  brand: z.string().meta(fieldMeta.brand),
  name: z.string().meta({ description: "The name." }),
  display_name: z.string().meta({ description: "The program's display name." }),
  description: z.string().meta(fieldMeta.text),
  price: z.number().meta({ description: "The price, in units of the currency." }),
  /** Upper case. */
  price_currency: z.string().meta(fieldMeta.priceCurrency),
  price_label: z.string().meta({ description: "The price label shown in the store." }),
  profit_split: z.number().nullable().meta(fieldMeta.profitSplitPct),
  /** 0 active, 1 disabled, 2 archived. */
  status: z
    .union([z.literal(0), z.literal(1), z.literal(2)])
    .meta({ description: "0 active, 1 disabled, 2 archived." }),
  sort_index: z.number().int().meta({ description: "Display order in the store." }),
  steps: z.array(stepView).meta({ description: "The phases, in order." }),
});
export type BoughtProgramView = z.output<typeof boughtProgramView>;

/** A program in the form of `/prop`, with the address of its page and whether the store recommends it. */
export const programView = boughtProgramView.extend({
  slug: z.string().meta({
    description: "The last part of its page's address, /programs/{slug}. It never changes.",
  }),
  recommended: z.boolean().meta({ description: "Whether the store recommends it." }),
});
export type ProgramView = z.output<typeof programView>;

/**
 * A program as a purchase keeps it: rule sets never change, so their ids stand for them. A purchase from before rule
 * sets has none until the job `fill-rule-sets` has seen it.
 */
export const boughtProgramSchema = boughtProgramView.extend({
  steps: z.array(
    stepView
      .omit({ rules: true, rules_text: true })
      .extend({ rule_set: stepView.shape.rule_set.default(null) }),
  ),
});
export type BoughtProgram = z.output<typeof boughtProgramSchema>;

export const programsQuery = z.strictObject({
  brand: z.string().min(1).max(64).optional().meta(fieldMeta.brand),
});
