import { z } from "zod";
import { ruleSetSchema } from "@/lib/rules/schemas";
import { saleCurrency } from "./fields";

/** A rule in words, with the numbers of the account's size. */
export const ruleText = z.object({
  rule: z.string().meta({ description: "The rule's field in `rules`." }),
  title: z.string().meta({ description: "The rule's name." }),
  short: z.string().meta({ description: "The rule in a few words, for tables." }),
  text: z.string().meta({ description: "The rule in sentences." }),
});

const ruleSetId = z.string().nullable().meta({
  description:
    "The rule set's ID: the SHA-256 of its canonical JSON (RFC 8785). Null for a purchase from before rule sets until a job has stored its rules, within hours after the upgrade.",
});

/** What a phase is judged by, in the form of the APIs. */
export const phaseRules = {
  rule_set: ruleSetId,
  rules: ruleSetSchema
    .nullable()
    .meta({ description: "The rule set: money in minor units, percentages in hundredths." }),
  rules_text: z.array(ruleText).meta({ description: "The rules in words." }),
};

const phase = z.object({
  phase_index: z.number().int().meta({ description: "The phase's number, from 1." }),
  phase_type: z
    .union([z.literal(0), z.literal(1)])
    .meta({ description: "0 evaluation, 1 funded." }),
  name: z.string().meta({ description: "The name." }),
});

/** A phase of what is sold by card. */
export const tierPhase = phase.extend(phaseRules);
export type TierPhase = z.output<typeof tierPhase>;

/** A phase as a payment keeps it: a rule set never changes, so its id stands for it. */
export const storedPhase = phase.extend({
  rule_set: z.string().meta({ description: "The ID of the phase's rule set." }),
});

/** A phase of what was sold by card. */
export const soldPhase = storedPhase.extend({
  rules_summary: z.string().meta({ description: "The main rules, in a line." }),
});

export const ruleSetView = z.object(phaseRules);
export type RuleSetView = z.output<typeof ruleSetView>;

export const ruleSetParams = z.object({
  id: z.string().min(1).max(64).meta({ description: "The rule set's ID." }),
});

/** The account that a rule set's sentences are written for. */
export const ruleSetQuery = z.object({
  account_size: z.coerce.number().int().min(1).max(1_000_000_000).default(100_000).meta({
    description: "The initial balance, in whole units of the currency; 100000 by default.",
  }),
  currency: saleCurrency.default("usd").meta({ description: "Its currency; usd by default." }),
  phase_type: z
    .enum(["0", "1"])
    .default("0")
    .transform((value) => (value === "1" ? 1 : 0))
    .meta({ description: "0 evaluation, 1 funded; 0 by default." }),
});
export type RuleSetQuery = z.output<typeof ruleSetQuery>;
