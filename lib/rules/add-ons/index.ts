import { z } from "zod";
import { newRuleSetSchema } from "../checks";
import type { RuleSet } from "../schemas";
import { cents, percentUpTo } from "../schemas/parts";

/** One change: a field of a rule set, and its value. A rule that is set as a whole may be null. */
const change = z.strictObject({
  field: z
    .string()
    .regex(
      /^[a-z][a-z_]*(\.[a-z][a-z_]*)*$/,
      "must be a field of a rule set, such as payout.split_pct",
    )
    .refine((field) => field !== "version", "can't be changed")
    .meta({ description: "The field, such as time_limit or payout.split_pct." }),
  value: z.json().meta({ description: "Its value, as in a rule set." }),
});

/** An add-on: changes of the rules that a buyer can choose for a price. */
export const addOnSchema = z.strictObject({
  code: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}$/, "must be lowercase letters, numbers and hyphens")
    .meta({ description: "Its name in the API." }),
  name: z
    .string()
    .trim()
    .min(1, "is required")
    .max(60, "must be at most 60 characters long")
    .meta({ description: "Its name in the store, such as 90% profit split." }),
  price: z
    .union([z.strictObject({ pct_of_price: percentUpTo(1_000) }), z.strictObject({ cents })])
    .meta({ description: "What it costs: a part of the program's price, or an amount." }),
  changes: z
    .array(change)
    .min(1, "must have at least one change")
    .max(20, "must have at most 20 changes")
    .meta({ description: "The fields that it sets." }),
});
export type AddOn = z.infer<typeof addOnSchema>;

/** Two changes of the same field, or of a field and a part of it: which would win depends on the order. */
export class AddOnConflict extends Error {
  constructor(
    readonly codes: readonly [string, string],
    readonly field: string,
  ) {
    super(`${codes.join(" and ")} both change ${field}`);
  }
}

/**
 * The rules of a phase with add-ons, whose order doesn't matter. An add-on changes the rules that a phase has: a part of
 * a rule that is null, such as the split of a phase without payouts, stays out.
 *
 * Throws AddOnConflict if two changes are of the same field, and zod's error if the rules that result contradict each
 * other.
 */
export function applyAddOns(rules: RuleSet, addOns: readonly AddOn[]): RuleSet {
  const changes = addOns.flatMap(({ code, changes }) =>
    changes.map(({ field, value }) => ({ code, field, value })),
  );
  for (const [i, one] of changes.entries()) {
    const other = changes.slice(i + 1).find(({ field }) => isWithin(field, one.field));
    if (other) throw new AddOnConflict([one.code, other.code], one.field);
  }
  const changed: unknown = changes.reduce<unknown>(
    (current, { field, value }) => withValue(current, field.split("."), value),
    rules,
  );
  return newRuleSetSchema.parse(changed);
}

const isWithin = (a: string, b: string) =>
  a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);

/** A copy with a value at a path; unchanged where a part of the path is null. */
function withValue(target: unknown, path: string[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (target === null) return null;
  // A wrong path gives a field that the schema rejects.
  const fields = typeof target === "object" ? target : {};
  const current = Object.entries(fields).find(([name]) => name === key)?.[1];
  return { ...fields, [key]: withValue(current, rest, value) };
}
