import { z } from "zod";
import { fieldMeta } from "@/lib/core/field-descriptions";
import { positiveIntParam } from "@/lib/trading/schemas";
import {
  createFields,
  editFields,
  label,
  notReserved,
  percent,
  priceCents,
  saleCurrency,
  slug,
  sortIndex,
  whole,
} from "./fields";

const days = whole(1, 3_650).nullable();

/** A phase in the form of an edit; the order of the list is the order of the phases. */
const stepFields = z.strictObject({
  /** 0 evaluation, 1 funded. */
  phase_type: z
    .union([z.literal(0), z.literal(1)], { error: "choose a type" })
    .meta({ description: "0 evaluation, 1 funded." }),
  name: label(40).meta({ description: "The name." }),
  account_group: label(64).meta({
    description: "The trading server group for the phase's account.",
  }),
  duration_days: days.meta({
    description: "Maximum length of the phase in days; null for no limit.",
  }),
  max_daily_loss_pct: percent(100, { above: true }).nullable().meta(fieldMeta.dailyLossPct),
  max_total_loss_pct: percent(100, { above: true }).nullable().meta(fieldMeta.totalLossPct),
  profit_target_pct: percent(999.99, { above: true }).nullable().meta(fieldMeta.profitTargetPct),
  profit_split_pct: percent(100, { above: false }).nullable().meta(fieldMeta.profitSplitPct),
  min_trading_days: whole(0, 3_650).meta(fieldMeta.minTradingDays),
  max_trading_days: days.meta({
    description: "Maximum number of trading days; null for no limit.",
  }),
  max_positions: whole(1, 100_000)
    .nullable()
    .meta({ description: "Maximum number of open positions; null for no limit." }),
});
export type StepInput = z.output<typeof stepFields>;

/** Problems between the fields of a step, by field: the checks of the table, as messages. */
function findStepProblems(step: StepInput): [keyof StepInput, string][] {
  const { max_daily_loss_pct: daily, max_total_loss_pct: total } = step;
  const { min_trading_days: minDays, max_trading_days: maxDays, duration_days: duration } = step;
  const problems: [keyof StepInput, string][] = [];
  if (daily !== null && total === null) {
    problems.push(["max_total_loss_pct", "is required with a daily loss"]);
  } else if (daily !== null && total !== null && daily > total) {
    problems.push(["max_daily_loss_pct", `must not be above the total loss of ${total}%`]);
  }
  if (maxDays !== null && duration !== null && maxDays > duration) {
    problems.push(["max_trading_days", `must not be above the duration of ${duration} days`]);
  }
  const bound = Math.min(maxDays ?? Infinity, duration ?? Infinity);
  if (minDays > bound) {
    problems.push([
      "min_trading_days",
      `must not be above ${bound}, the most days there are to trade`,
    ]);
  }
  return problems;
}

const steps = z
  .array(stepFields)
  .min(1, "must have at least one phase")
  .max(10, "must have at most 10 phases")
  .superRefine((all, ctx) => {
    for (const [i, step] of all.entries()) {
      for (const [field, message] of findStepProblems(step)) {
        ctx.addIssue({ code: "custom", path: [i, field], message });
      }
      if (step.phase_type === 1 && i < all.length - 1) {
        const message = "the funded phase must come last";
        ctx.addIssue({ code: "custom", path: [i, "phase_type"], message });
      }
    }
    if (all.length === 1 && all[0]?.phase_type === 1) {
      const message = "the first phase must be an evaluation";
      ctx.addIssue({ code: "custom", path: [0, "phase_type"], message });
    }
  });

// In the order of the form, which focuses the first wrong field.
const fields = {
  display_name: label(60).meta({ description: "The program's display name." }),
  name: slug.refine(...notReserved("new")).meta({ description: "The name." }),
  brand: label(64).meta(fieldMeta.brand),
  price_cents: priceCents,
  price_currency: saleCurrency.meta(fieldMeta.priceCurrency),
  price_label: z
    .string()
    .trim()
    .max(40, "must be at most 40 characters long")
    .meta({ description: "The price label shown in the store." }),
  profit_split_pct: percent(100, { above: false }).nullable().meta(fieldMeta.profitSplitPct),
  /** How many times one customer may take it while its price is 0; null is no limit. */
  free_limit: whole(1, 1_000).nullable().meta(fieldMeta.freeLimit),
  sort_index: sortIndex.meta({ description: "Display order in the store." }),
  description: z
    .string()
    .trim()
    .max(500, "must be at most 500 characters long")
    .meta(fieldMeta.text),
  steps: steps.meta({ description: "The phases, in order." }),
};

/** Without a limit, a customer may take a free program once. */
const newFields = {
  ...fields,
  free_limit: fields.free_limit.default(1).meta(fieldMeta.freeLimit),
};
/** An edit without the limit, such as of a page of an earlier release, keeps it. */
const editedFields = {
  ...fields,
  free_limit: fields.free_limit.optional().meta(fieldMeta.freeLimit),
};

export const newProgramInput = z.strictObject({ ...newFields, ...createFields });
export type NewProgramInput = z.output<typeof newProgramInput>;
export const programInput = z.strictObject({ ...editedFields, ...editFields });
export type ProgramInput = z.output<typeof programInput>;

export const programStatuses = ["active", "disabled", "archived"] as const;
export type ProgramStatus = (typeof programStatuses)[number];
export const programStatusInput = z.strictObject({
  status: z.enum(programStatuses).meta({ description: "The status." }),
  ...editFields,
});
export type ProgramStatusInput = z.output<typeof programStatusInput>;

export const programParams = z.object({ id: positiveIntParam.meta({ description: "The ID." }) });

/** A program in the form of the console, on sale or not. */
export const programRecord = z.object({
  id: z.number().int().meta({ description: "The ID." }),
  status: z.enum(programStatuses).meta({ description: "The status." }),
  ...fields,
  price_currency: z.string().meta(fieldMeta.priceCurrency),
  version: z.number().int().meta(fieldMeta.version),
});
export type ProgramRecord = z.output<typeof programRecord>;
