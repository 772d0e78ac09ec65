import type { z } from "zod";
import { AMOUNT_EXAMPLE } from "@/lib/core/typed-number";

/**
 * The errors of an input by field, as a form takes them: the messages of the server's schema, as sentences.
 * For a number that couldn't be read, which is NaN, an example.
 */
export function problemsOf(schema: z.ZodType, input: unknown): Record<string, string> {
  const { error } = schema.safeParse(input);
  const problems: Record<string, string> = {};
  for (const { path, message } of error?.issues ?? []) {
    const isUnread = hasNaN(valueAt(input, path));
    problems[path.join(".")] ??= isUnread ? exampleFor(String(path.at(-1))) : sentence(message);
  }
  return problems;
}

export const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const valueAt = (input: unknown, path: PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined,
    input,
  );

/** A number that couldn't be read, also as an amount: `{ pct_of_initial: NaN }`. */
const hasNaN = (value: unknown): boolean =>
  Number.isNaN(value) ||
  (typeof value === "object" && value !== null && Object.values(value).some(Number.isNaN));

function exampleFor(field: string): string {
  if (field.endsWith("_cents")) return AMOUNT_EXAMPLE;
  return field.endsWith("_pct") || field.startsWith("max_pct") || amounts.includes(field)
    ? "Enter a number like 8 or 12.5"
    : "Enter a whole number like 25000 or 25,000";
}

const amounts = ["limit", "amount", "min_profit", "buffer", "min_amount", "max_amount"];
