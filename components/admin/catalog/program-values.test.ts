import { expect, test } from "vitest";
import { newProgramInput } from "@/lib/catalog/schemas";
import { AMOUNT_EXAMPLE } from "@/lib/core/typed-number";
import { presets } from "@/lib/rules/presets";
import { ruleSetSchema } from "@/lib/rules/schemas";
import { programFields } from "@/testing/catalog/fields";
import { termChanges } from "./change-review";
import { previewOf } from "./program-preview";
import { programProblems } from "./program-problems";
import { type ProgramValues, presetSteps, programBody, programValues } from "./program-values";
import { ruleSetBody, ruleSetValues } from "./rules/values";

test.each(presets.map((preset) => [preset.id, preset] as const))(
  "ruleSetValues, ruleSetBody: %s → the same rules after they were shown in the form",
  (_, { phases }) => {
    for (const { rules } of phases) {
      expect(ruleSetSchema.parse(ruleSetBody(ruleSetValues(rules), "usd"))).toEqual(rules);
    }
  },
);

test("presetSteps: every preset → phases that the catalog accepts, once they have groups", () => {
  for (const preset of presets) {
    const { reason, ...fields } = programFields;
    const values = { ...programValues(null), ...typedFields, steps: presetSteps(preset), reason };
    const problems = programProblems(newProgramInput, programBody(values, null));
    expect([preset.id, problems, fields.brand]).toEqual([preset.id, {}, "brand-a"]);
  }
});

const typedFields = {
  display_name: "One",
  name: "one",
  brand: "brand-a",
  is_for_wallets: false,
} satisfies Partial<ProgramValues>;

/** A program with one phase, some of whose fields were typed. */
function typed(
  rule: "daily_loss" | "total_loss" | "min_trading_days" | "profit_target",
  fields: object,
) {
  const values = programValues(null);
  const [step] = values.steps;
  if (!step) throw new Error("a new program has a phase");
  const { rules } = step.rules;
  const changed = { isOn: true, fields: { ...rules[rule].fields, ...fields } };
  const next = {
    ...step,
    name: "Evaluation",
    rules: { ...step.rules, rules: { ...rules, [rule]: changed } },
  };
  return { ...values, ...typedFields, reason: "a test", steps: [next] };
}
const problemsOf = (values: ProgramValues) =>
  programProblems(newProgramInput, programBody(values, null));

test.each([
  ["daily_loss", { limit: "11" }, "limit", "Must not be above the total loss of 10%"],
  ["daily_loss", { limit: "0" }, "limit", "Must be above 0% and at most 100%"],
  ["daily_loss", { limit: "" }, "limit", "Is required"],
  [
    "daily_loss",
    // biome-ignore lint/suspicious/noThenProperty: the rule's field
    { check: "day_end", then: "pause" },
    "then",
    "Can't pause at a day's end: the pause would end at the same time",
  ],
  ["daily_loss", { limit: "ten" }, "limit", "Enter a number like 8 or 12.5"],
  ["min_trading_days", { days: "" }, "days", "Must be a whole number from 1 to 3,650"],
] as const)(
  "programProblems: %s with %o → a message at the field",
  (rule, fields, name, message) => {
    expect(problemsOf(typed(rule, fields))).toEqual({
      [`steps.0.rules.rules.${rule}.fields.${name}`]: message,
    });
  },
);

test("programProblems: a target of a funded phase → a message at the rule; a price that can't be read → at its field", () => {
  const values = typed("profit_target", {});
  const [step] = values.steps;
  if (!step) throw new Error("a phase");
  const funded = { ...step, key: "1", name: "Funded", phase_type: "1" as const };
  const evaluation = { ...step, name: "Evaluation" };
  const wallet = { is_for_wallets: true, price_cents: "€20" };
  expect(problemsOf({ ...values, ...wallet, steps: [evaluation, funded] })).toMatchObject({
    price_cents: AMOUNT_EXAMPLE,
    "steps.1.rules.rules.profit_target": "Is for evaluations: a funded phase isn't passed",
    "steps.0.account_group": "Is required",
  });
});

test("termChanges: an edited limit → the rule before and after, in the buyer's words; nothing edited → none", () => {
  const values = typed("daily_loss", { limit: "5" });
  const edited = typed("daily_loss", { limit: "4" });
  const free = (of: ProgramValues, freeLimit = "1") => ({ ...previewOf(of, null), freeLimit });
  expect(termChanges(free(values), free(values))).toEqual([]);
  expect(termChanges(free(values), free(values, ""))).toEqual([
    { name: "Free challenges per customer", before: "1", after: "No limit" },
  ]);
  expect(termChanges(free(values), free(edited))).toEqual([
    {
      name: "Phase 1: Max daily loss",
      before: expect.stringContaining("below $95,000.00"),
      after: expect.stringContaining("below $96,000.00"),
    },
  ]);
});

test.each([
  ["total_loss", { reference: "initial", lock: "100" }],
  ["min_trading_days", { days: "3", counts: "opened", min_profit: "0.5" }],
] as const)(
  "programBody: %s with a value in a field that isn't shown: %o → not sent",
  (rule, fields) => {
    expect(problemsOf(typed(rule, fields))).toEqual({});
  },
);
