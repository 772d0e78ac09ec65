import { type RuleSet, ruleSetSchema } from "@/lib/rules/schemas";

export interface ExampleAccount {
  /** The initial balance in minor units. */
  initial: number;
  currency: string;
  phaseType: "evaluation" | "funded";
}

/** What was typed as a rule set: rules that can't be read yet are left out. */
export function readableRules(body: Record<string, unknown>): RuleSet {
  const { shape } = ruleSetSchema;
  const read = Object.entries(shape).map(([key, schema]) => {
    const { data } = schema.safeParse(body[key]);
    return [key, data ?? fallback[key as keyof typeof fallback] ?? null];
  });
  return Object.fromEntries(read) as RuleSet;
}

const fallback = {
  version: 1,
  day: { zone: "UTC", starts_at: "00:00" },
  after_withdrawal: "shift",
  conduct: [],
};
