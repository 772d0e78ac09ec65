import { z } from "zod";

export * from "./fields";
export * from "./group-schemas";
export * from "./program-schemas";
export * from "./tier-schemas";

/** A three-letter currency code; upper case is accepted, lower case is kept. */
export const currencyCode = z
  .string()
  .toLowerCase()
  .regex(/^[a-z]{3}$/, "must be a three-letter currency code");

/** A phase of a program. Shares in percent; null means no such limit. */
export const stepView = z.object({
  /** From 1. */
  phase_index: z.number().int(),
  /** 0 evaluation, 1 funded. */
  phase_type: z.union([z.literal(0), z.literal(1)]),
  name: z.string(),
  account_group: z.string(),
  /** The group's default deposit and currency. */
  initial_balance: z.number(),
  currency: z.string(),
  duration_days: z.number().int().nullable(),
  max_daily_loss_pct: z.number().nullable(),
  max_total_loss_pct: z.number().nullable(),
  profit_target_pct: z.number().nullable(),
  profit_split: z.number().nullable(),
  min_trading_days: z.number().int(),
  max_trading_days: z.number().int().nullable(),
  max_positions: z.number().int().nullable(),
});
export type StepView = z.output<typeof stepView>;

/** A challenge sold from a trading wallet, as `/prop` gives it: the price in units of its currency. */
export const programView = z.object({
  id: z.number().int(),
  brand: z.string(),
  name: z.string(),
  display_name: z.string(),
  description: z.string(),
  price: z.number(),
  /** Upper case. */
  price_currency: z.string(),
  price_label: z.string(),
  profit_split: z.number().nullable(),
  /** 0 active, 1 disabled, 2 archived. */
  status: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  sort_index: z.number().int(),
  steps: z.array(stepView),
});
export type ProgramView = z.output<typeof programView>;

export const programsQuery = z.strictObject({ brand: z.string().min(1).max(64).optional() });
