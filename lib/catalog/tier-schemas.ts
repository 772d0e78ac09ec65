import { z } from "zod";
import { fieldMeta } from "@/lib/core/field-descriptions";
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
import { soldPhase, storedPhase, tierPhase } from "./rule-schemas";

/** Single rules of a tier's first phase: see `fieldsOfRules`. */
const ruleFields = {
  profit_target_pct: z.number().nullable().meta(fieldMeta.profitTargetPct),
  max_daily_loss_pct: z.number().nullable().meta(fieldMeta.dailyLossPct),
  max_total_loss_pct: z.number().nullable().meta(fieldMeta.totalLossPct),
  profit_split_pct: z.number().nullable().meta(fieldMeta.profitSplitPct),
  min_trading_days: z.number().int().meta(fieldMeta.minTradingDays),
};

/** A tier's name and rules as a payment keeps them; from before rule sets without their ids. */
export const storedTerms = z.object({
  name: z.string().meta({ description: "The name." }),
  ...ruleFields,
  currency: z.string().default("usd").meta(fieldMeta.currency),
  rule_set: z.string().nullable().default(null).meta({
    description:
      "The ID of the first phase's rule set. Null for a purchase from before rule sets until a job has stored its rules, within hours after the upgrade.",
  }),
  phases: z.array(storedPhase).default([]).meta({ description: "The phases, in order." }),
});
export type StoredTerms = z.output<typeof storedTerms>;

/** A tier's name and rules at the time of its purchase. */
export const tierTerms = storedTerms.extend({
  phases: z.array(soldPhase).meta({ description: "The phases, in order." }),
});
export type TierTerms = z.output<typeof tierTerms>;

const fields = {
  name: label(40).meta({ description: "The name." }),
  program_id: whole(1).meta({ description: "The program whose phases are sold." }),
  // The maximum of a checkout.
  account_size: whole(1, 1_000_000_000).meta(fieldMeta.accountSize),
  price_cents: priceCents.meta({ description: "The price, in cents; 0 is free." }),
  currency: saleCurrency.meta(fieldMeta.currency),
  recommended: z.boolean().meta({
    description:
      "Whether the store recommends it. Of the offers of a model, one can be recommended.",
  }),
  sort_index: sortIndex.meta({ description: "Display order in the store." }),
  markets: z
    .array(
      z.strictObject({
        market: slug.meta(fieldMeta.market),
        asset_class: slug.meta(fieldMeta.assetClass),
      }),
    )
    .min(1, "must be sold in at least one market")
    .max(20, "must have at most 20 markets")
    .meta({ description: "The markets it is sold in, each with its asset class." }),
};

type CheckedFields = Pick<z.output<z.ZodObject<typeof fields>>, "markets">;

function checkFields(
  { markets }: CheckedFields,
  addProblem: (path: (string | number)[], message: string) => void,
) {
  for (const [i, { market, asset_class }] of markets.entries()) {
    const earlier = markets.slice(0, i);
    if (earlier.some((other) => other.market === market)) {
      addProblem(["markets", i, "market"], "is already listed");
    } else if (earlier.some((other) => other.asset_class === asset_class)) {
      addProblem(["markets", i, "asset_class"], "already belongs to another market");
    }
  }
}

const withChecks = <S extends z.ZodType<CheckedFields>>(schema: S) =>
  schema.superRefine((tier, ctx) =>
    checkFields(tier, (path, message) => ctx.addIssue({ code: "custom", path, message })),
  );

export const newTierInput = withChecks(
  z.strictObject({
    id: slug.refine(...notReserved("new", "complete")).meta({ description: "The ID." }),
    ...fields,
    ...createFields,
  }),
);
export type NewTierInput = z.output<typeof newTierInput>;
export const tierInput = withChecks(z.strictObject({ ...fields, ...editFields }));
export type TierInput = z.output<typeof tierInput>;

export const tierParams = z.object({
  id: z.string().min(1).max(64).meta({ description: "The ID." }),
});

/** A tier in the form of the console, on sale or not. */
export const tierRecord = z.object({
  id: z.string().meta({ description: "The ID." }),
  ...fields,
  currency: z.string().meta(fieldMeta.currency),
  archived: z.boolean().meta({ description: "Whether it's archived: no longer for sale." }),
  version: z.number().int().meta(fieldMeta.version),
});
export type TierRecord = z.output<typeof tierRecord>;

/** A tier as the store shows it, with its program's phases. */
export const tierView = tierRecord
  .omit({ sort_index: true, archived: true, version: true })
  .extend({
    program_slug: z.string().meta({
      description: "The last part of the address of its program's page, /programs/{slug}.",
    }),
    ...ruleFields,
    phases: z.array(tierPhase).meta({ description: "The phases, in order." }),
  });
export type TierView = z.output<typeof tierView>;
