import type { z } from "zod";
import { problemsOf } from "./problems";
import { alwaysThere, type RuleKey, ruleFields } from "./rules/fields";
import { fieldOfProblem } from "./rules/values";

const IN_RULES = /^(steps\.\d+\.rules)\.(.+)$/;
/** Rules of one number. */
const single: readonly string[] = ["max_trading_days", "inactivity_days", "after_withdrawal"];

/** The field of the program's form that has a problem, by the problem's place in the API's input. */
export function programField(path: string): string {
  const [, step, place = ""] = IN_RULES.exec(path) ?? [];
  if (!step) return path;
  const parts = place.split(".");
  const [rule = ""] = parts;
  const isWhole = parts.length === 1 && rule in ruleFields && !single.includes(rule);
  if (isWhole && !alwaysThere.includes(rule as RuleKey)) return `${step}.rules.${rule}`;
  return `${step}.${fieldOfProblem(parts)}`;
}

/** The problems of a program's input, by the field of the form. */
export const programProblems = (schema: z.ZodType, input: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(problemsOf(schema, input)).map(([path, message]) => [
      programField(path),
      message,
    ]),
  );
