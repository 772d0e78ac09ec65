import { z } from "zod";
import { balanceOperationKinds, type TradingEvent } from "@/lib/rules";
import { type RuleSet, ruleSetSchema } from "@/lib/rules/schemas";

/** A decimal string with at most two places, as minor units. */
const money = z
  .string()
  .regex(/^-?\d{1,12}(\.\d{1,2})?$/, 'must be a decimal such as "99958.31"')
  .transform((text) => Math.round(Number(text) * 100));
/** A volume in lots as a decimal string with at most eight places, as hundred-millionths of a lot. */
const lots = z
  .string()
  .regex(/^\d{1,7}(\.\d{1,8})?$/, 'must be a decimal such as "1.50"')
  .transform((text) => {
    const [whole = "", fraction = ""] = text.split(".");
    return Number(whole + fraction.padEnd(8, "0"));
  });
/** A time with its zone, as milliseconds since 1970. */
const time = z.iso
  .datetime({ offset: true, error: 'must be a time with a zone, such as "2026-06-02T10:00:00Z"' })
  .transform((text) => Date.parse(text));
const positions = z.int().nonnegative();
const values = { account: z.string().min(1), at: time, balance: money, equity: money };
/** Kinds of a venue's own differ from others for people alone. */
const operationKind = z
  .string()
  .transform((text) => balanceOperationKinds.find((kind) => kind === text) ?? "other");
const ruling = { type: z.literal("ruling"), account: z.string().min(1), at: time };

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
    open_lots: lots.optional(),
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
    symbol: z.string().min(1).optional(),
    volume: lots.optional(),
    profit: money,
    commission: money.default(0),
    swap: money.default(0),
    open_positions: positions,
    open_lots: lots.optional(),
    opened_at: time.optional(),
  }),
  z.object({
    ...values,
    type: z.literal("balance_operation"),
    kind: operationKind.optional(),
    amount: money,
  }),
  z.object({ ...values, type: z.literal("charge"), amount: money }),
  // What happened in it isn't known: the judge goes on with the last values.
  z.object({ type: z.literal("gap"), account: z.string().min(1) }),
  z.discriminatedUnion("kind", [
    z.object({
      ...ruling,
      kind: z.literal("exclude"),
      amount: money.refine((amount) => amount > 0, "must be above 0"),
    }),
    z.object({ ...ruling, ...values, kind: z.literal("correction"), amount: money }),
    z.object({
      ...ruling,
      ...values,
      kind: z.literal("reinstate"),
      open_positions: positions,
      days: positions.optional(),
    }),
    z.object({ ...ruling, kind: z.literal("revoke_pass") }),
  ]),
]);

/** A line that opens an account, or an event of one; null for a gap. */
export type Line =
  | { account: string; open: { at: number; initial: number; rules: RuleSet | undefined } }
  | { account: string; event: TradingEvent | null };

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
  if (event.type === "open") {
    return { account, open: { at: event.at, initial: event.initial, rules: event.rules } };
  }
  if (event.type === "gap") return { account, event: null };
  if (event.type !== "deal") return { account, event };
  const { volume, ...deal } = event;
  return { account, event: { ...deal, lots: volume } };
}
