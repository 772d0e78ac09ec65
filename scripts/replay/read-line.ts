import { z } from "zod";
import type { TradingEvent } from "@/lib/rules";
import { type RuleSet, ruleSetSchema } from "@/lib/rules/schemas";

/** A decimal string with at most two places, as minor units. */
const money = z
  .string()
  .regex(/^-?\d{1,12}(\.\d{1,2})?$/, 'must be a decimal such as "99958.31"')
  .transform((text) => Math.round(Number(text) * 100));
/** A time with its zone, as milliseconds since 1970. */
const time = z.iso
  .datetime({ offset: true, error: 'must be a time with a zone, such as "2026-06-02T10:00:00Z"' })
  .transform((text) => Date.parse(text));
const positions = z.int().nonnegative();
const values = { account: z.string().min(1), at: time, balance: money, equity: money };

const lineSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("open"),
    account: z.string().min(1),
    at: time,
    initial: money,
    rules: ruleSetSchema.optional(),
  }),
  z.object({
    ...values,
    type: z.literal("snapshot"),
    open_positions: positions.default(0),
    since_last: z
      .object({
        min_equity: money,
        min_at: time.optional(),
        max_equity: money,
        max_at: time.optional(),
      })
      .optional(),
    estimated: z.boolean().optional(),
  }),
  z.object({
    ...values,
    type: z.literal("deal"),
    entry: z.enum(["in", "out", "in_out"]),
    profit: money,
    commission: money.default(0),
    swap: money.default(0),
    open_positions: positions,
  }),
  z.object({ ...values, type: z.literal("balance_operation"), amount: money }),
  z.object({ ...values, type: z.literal("charge"), amount: money }),
]);

/** A line that opens an account, or an event of one. */
export type Line =
  | { account: string; open: { at: number; initial: number; rules: RuleSet | undefined } }
  | { account: string; event: TradingEvent };

/** Reads one line of a file of trading events. Throws an Error whose message says what is wrong with the line. */
export function readLine(text: string): Line {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error("not JSON");
  }
  const { data, error } = lineSchema.safeParse(json);
  if (error) {
    const [issue] = error.issues;
    throw new Error([issue?.path.join("."), issue?.message].filter(Boolean).join(": "));
  }
  const { account, ...event } = data;
  if (event.type !== "open") return { account, event };
  return { account, open: { at: event.at, initial: event.initial, rules: event.rules } };
}
