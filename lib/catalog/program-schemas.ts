import { z } from "zod";
import { fieldMeta } from "@/lib/core/field-descriptions";
import { newRuleSetSchema } from "@/lib/rules/checks";
import { ruleSetSchema } from "@/lib/rules/schemas";
import { positiveIntParam } from "@/lib/trading/schemas";
import {
  createFields,
  editFields,
  label,
  notReserved,
  priceCents,
  saleCurrency,
  slug,
  sortIndex,
  whole,
} from "./fields";

/** A phase in the form of an edit; the order of the list is the order of the phases. */
const stepFields = z.strictObject({
  /** 0 evaluation, 1 funded. */
  phase_type: z
    .union([z.literal(0), z.literal(1)], { error: "choose a type" })
    .meta({ description: "0 evaluation, 1 funded." }),
  name: label(40).meta({ description: "The name." }),
  account_group: label(64).nullable().meta({
    description:
      "The trading server group for the phase's account; null in a program that no wallet can buy.",
  }),
  rules: newRuleSetSchema,
});
export type StepInput = z.output<typeof stepFields>;

const steps = z
  .array(stepFields)
  .min(1, "must have at least one phase")
  .max(10, "must have at most 10 phases")
  .superRefine((all, ctx) => {
    for (const [i, step] of all.entries()) {
      if (step.phase_type === 1 && step.rules.profit_target) {
        const message = "is for evaluations: a funded phase isn't passed";
        ctx.addIssue({ code: "custom", path: [i, "rules", "profit_target"], message });
      }
      if (step.account_group === null && all.some(({ account_group }) => account_group !== null)) {
        const message = "is required: either all phases have one, or none has";
        ctx.addIssue({ code: "custom", path: [i, "account_group"], message });
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

const recommendedMeta = {
  description: "Whether the store recommends it. Of the offers of a model, one can be recommended.",
};

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
  /** How many times one customer may take it while its price is 0; null is no limit. */
  free_limit: whole(1, 1_000).nullable().meta(fieldMeta.freeLimit),
  recommended: z.boolean().meta(recommendedMeta),
  sort_index: sortIndex.meta({ description: "Display order in the store." }),
  description: z
    .string()
    .trim()
    .max(500, "must be at most 500 characters long")
    .meta(fieldMeta.text),
  steps: steps.meta({ description: "The phases, in order." }),
};

const slugField = z
  .string()
  .max(64, "must be at most 64 characters long")
  .regex(
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    "must be lowercase letters and numbers, with hyphens between them",
  );
const slugMeta = {
  description: "The last part of its page's address, /programs/{slug}. It never changes.",
};

/** Without a limit, a customer may take a free program once. */
const newFields = {
  ...fields,
  slug: slugField.optional().meta({
    description: `${slugMeta.description} Left out, it is made of the name.`,
  }),
  free_limit: fields.free_limit.default(1).meta(fieldMeta.freeLimit),
  recommended: fields.recommended.default(false).meta(recommendedMeta),
};
/** An edit without the limit or the recommendation, such as of a page of an earlier release, keeps it. */
const editedFields = {
  ...fields,
  slug: slugField.optional().meta({
    description: `${slugMeta.description} An edit may repeat it, as it was read.`,
  }),
  free_limit: fields.free_limit.optional().meta(fieldMeta.freeLimit),
  recommended: fields.recommended.optional().meta(recommendedMeta),
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

/** A phase as it is stored: also one whose rules the catalog would reject today. */
const stepRecord = stepFields.extend({ rules: ruleSetSchema });

/** A program in the form of the console, on sale or not. */
export const programRecord = z.object({
  id: z.number().int().meta({ description: "The ID." }),
  status: z.enum(programStatuses).meta({ description: "The status." }),
  ...fields,
  slug: z.string().meta(slugMeta),
  price_currency: z.string().meta(fieldMeta.priceCurrency),
  steps: z.array(stepRecord).meta({ description: "The phases, in order." }),
  version: z.number().int().meta(fieldMeta.version),
});
export type ProgramRecord = z.output<typeof programRecord>;

/** Whether all phases have an account group, so that wallets can buy it. */
export const isForWallets = ({ steps }: Pick<ProgramRecord, "steps">): boolean =>
  steps.length > 0 && steps.every(({ account_group }) => account_group !== null);
