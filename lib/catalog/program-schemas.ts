import { z } from "zod";
import { positiveIntParam } from "@/lib/trading/schemas";
import {
  label,
  notNamed,
  percent,
  priceCents,
  saleCurrency,
  seen,
  slug,
  sortIndex,
  unseen,
  whole,
} from "./fields";

const days = whole(1, 3_650).nullable();

/** A phase as it is edited; the list's order is that of the phases. */
const stepFields = z.strictObject({
  /** 0 evaluation, 1 funded. */
  phase_type: z.union([z.literal(0), z.literal(1)], { error: "choose what it is" }),
  name: label(40),
  account_group: label(64),
  duration_days: days,
  max_daily_loss_pct: percent(100, { above: true }).nullable(),
  max_total_loss_pct: percent(100, { above: true }).nullable(),
  profit_target_pct: percent(999.99, { above: true }).nullable(),
  profit_split_pct: percent(100, { above: false }).nullable(),
  min_trading_days: whole(0, 3_650),
  max_trading_days: days,
  max_positions: whole(1, 100_000).nullable(),
});
export type StepInput = z.output<typeof stepFields>;

/** What is wrong between a step's fields, by field: what the table's checks say, in words. */
function stepProblems(step: StepInput): [keyof StepInput, string][] {
  const { max_daily_loss_pct: daily, max_total_loss_pct: total } = step;
  const { min_trading_days: least, max_trading_days: most, duration_days: lasts } = step;
  const found: [keyof StepInput, string][] = [];
  if (daily !== null && total === null) {
    found.push(["max_total_loss_pct", "is required beside a daily loss"]);
  } else if (daily !== null && total !== null && daily > total) {
    found.push(["max_daily_loss_pct", `must not be above the total loss of ${total}%`]);
  }
  if (most !== null && lasts !== null && most > lasts) {
    found.push(["max_trading_days", `must not be above the duration of ${lasts} days`]);
  }
  const bound = Math.min(most ?? Infinity, lasts ?? Infinity);
  if (least > bound) {
    found.push(["min_trading_days", `must not be above ${bound}, which is all the days there are`]);
  }
  return found;
}

const steps = z
  .array(stepFields)
  .min(1, "must have at least one phase")
  .max(10, "must be at most 10 phases")
  .superRefine((all, ctx) => {
    for (const [i, step] of all.entries()) {
      for (const [field, message] of stepProblems(step)) {
        ctx.addIssue({ code: "custom", path: [i, field], message });
      }
      if (step.phase_type === 1 && i < all.length - 1) {
        const message = "must be the last phase: nothing comes after a funded one";
        ctx.addIssue({ code: "custom", path: [i, "phase_type"], message });
      }
    }
    if (all.length === 1 && all[0]?.phase_type === 1) {
      const message = "must come after an evaluation: the first phase is one";
      ctx.addIssue({ code: "custom", path: [0, "phase_type"], message });
    }
  });

// In the order of the form: the first that is wrong is where its cursor goes.
const fields = {
  display_name: label(60),
  name: slug.refine(...notNamed("new")),
  brand: label(64),
  price_cents: priceCents,
  price_currency: saleCurrency,
  price_label: z.string().trim().max(40, "must be at most 40 characters long"),
  profit_split_pct: percent(100, { above: false }).nullable(),
  /** How many times one customer may take it while its price is 0; null is no limit. */
  free_limit: whole(1, 1_000).nullable(),
  sort_index: sortIndex,
  description: z.string().trim().max(500, "must be at most 500 characters long"),
  steps,
};

/** Whoever doesn't say gives a free program away once to each customer. */
const newFields = { ...fields, free_limit: fields.free_limit.default(1) };
/** An edit that doesn't name the limit, as of a page of an earlier release, keeps it. */
const editedFields = { ...fields, free_limit: fields.free_limit.optional() };

export const newProgramInput = z.strictObject({ ...newFields, ...unseen });
export type NewProgramInput = z.output<typeof newProgramInput>;
export const programInput = z.strictObject({ ...editedFields, ...seen });
export type ProgramInput = z.output<typeof programInput>;

export const programStatuses = ["active", "disabled", "archived"] as const;
export type ProgramStatus = (typeof programStatuses)[number];
export const programStatusInput = z.strictObject({ status: z.enum(programStatuses), ...seen });
export type ProgramStatusInput = z.output<typeof programStatusInput>;

export const programParams = z.object({ id: positiveIntParam });

/** A program as who edits it sees it, on sale or not. */
export const programRecord = z.object({
  id: z.number().int(),
  status: z.enum(programStatuses),
  ...fields,
  price_currency: z.string(),
  version: z.number().int(),
});
export type ProgramRecord = z.output<typeof programRecord>;
