import { z } from "zod";
import { balanceOperationKinds, type TradingEvent } from "@/lib/rules";

/** A decimal string with at most two places. */
const money = z.string().regex(/^-?\d{1,12}(\.\d{1,2})?$/, 'must be a decimal such as "99958.31"');
/** A volume in lots as a decimal string with at most eight places. */
const lots = z.string().regex(/^\d{1,7}(\.\d{1,8})?$/, 'must be a decimal such as "1.50"');
const price = z.string().regex(/^\d{1,12}(\.\d{1,10})?$/, 'must be a decimal such as "1.08520"');
/** From 1970 on and with at most nine decimals, so that JavaScript and PostgreSQL read the same instant. */
const time = z.iso
  .datetime({
    offset: true,
    error: 'must be a time with a zone, such as "2026-06-02T10:00:00Z"',
  })
  .max(40)
  .refine(
    (value) => Date.parse(value) >= 0,
    "must be a time from 1970 on, with a zone that exists",
  );
/** Text that PostgreSQL can read: half a surrogate pair would be stored, and fail in its queries. */
const textOf = (max: number, min = 1) =>
  z
    .string()
    .min(min)
    .max(max)
    .refine((value) => !/\p{Surrogate}/u.test(value), "must be valid Unicode");
const text = textOf(64);
/** Far below where numbers lose their last digit. */
const MAX_SEQ = 10 ** 15;
const positions = z.int().nonnegative().max(100_000);

const account = textOf(128).meta({
  description: "The account: its login, the prop account's ID or its hotkey.",
});
const common = {
  account,
  seq: z.int().min(1).max(MAX_SEQ).meta({
    description: "The event's number: 1 for the account's first event, then one more each time.",
  }),
  at: time.meta({ description: "When it happened at the venue, as ISO 8601 with a zone." }),
};
const values = {
  ...common,
  balance: money.meta({ description: "The balance after the event, as a decimal string." }),
  equity: money.meta({ description: "The equity after the event, as a decimal string." }),
};

export const snapshotEvent = z.object({
  ...values,
  type: z.literal("snapshot").meta({ description: "The kind of event." }),
  open_positions: positions.default(0).meta({ description: "How many positions are open." }),
  open_lots: lots.optional().meta({ description: "All open lots." }),
  since_last: z
    .object({
      min_equity: money.meta({ description: "The lowest equity." }),
      min_at: time.optional().meta({ description: "When it was lowest." }),
      max_equity: money.meta({ description: "The highest equity." }),
      max_at: time.optional().meta({ description: "When it was highest." }),
    })
    .optional()
    .meta({
      description:
        "The extremes of the equity since the account's last event, if there was no deal and no balance operation between them.",
    }),
  quotes: z
    .array(
      z.object({
        symbol: text.meta({ description: "The symbol." }),
        bid: price.meta({ description: "The bid." }),
        ask: price.meta({ description: "The ask." }),
      }),
    )
    .max(50)
    .optional()
    .meta({ description: "The prices behind the equity, which verdicts show as evidence." }),
  estimated: z.boolean().optional().meta({
    description: "true for values that weren't observed: they can warn and decide nothing.",
  }),
});

export const dealEvent = z.object({
  ...values,
  type: z.literal("deal").meta({ description: "The kind of event." }),
  deal_id: text.optional().meta({ description: "The platform's ID of the deal." }),
  position_id: text.optional().meta({ description: "The platform's ID of the position." }),
  entry: z
    .enum(["in", "out", "in_out"])
    .meta({ description: "Whether it opens a position, closes it, or turns it around." }),
  symbol: text.optional().meta({ description: "The symbol." }),
  side: z.enum(["buy", "sell"]).optional().meta({ description: "The side." }),
  volume: lots.optional().meta({ description: "The deal's volume in lots." }),
  price: price.optional().meta({ description: "The price." }),
  profit: money.meta({ description: "The deal's profit, without commission and swap." }),
  commission: money.default("0.00").meta({ description: "The commission; negative for a cost." }),
  swap: money.default("0.00").meta({ description: "The swap; negative for a cost." }),
  open_positions: positions.meta({ description: "How many positions are open after it." }),
  open_lots: lots.optional().meta({ description: "All open lots after it." }),
  opened_at: time.optional().meta({ description: "When the position that it closes was opened." }),
});

export const balanceOperationEvent = z.object({
  ...values,
  type: z.literal("balance_operation").meta({ description: "The kind of event." }),
  kind: textOf(32)
    .default("other")
    .meta({
      description: `One of ${balanceOperationKinds.join(", ")}; kinds of your own count as other.`,
    }),
  amount: money.meta({ description: "The amount; negative for a withdrawal." }),
  request_key: text.optional().meta({ description: "The key of the request that caused it." }),
});

export const chargeEvent = z.object({
  ...values,
  type: z.literal("charge").meta({ description: "The kind of event." }),
  kind: textOf(32)
    .default("other")
    .meta({ description: "What it is: swap, dividend, commission, fee." }),
  amount: money.meta({ description: "The amount; negative for a cost." }),
});

export const gapEvent = z.object({
  account,
  type: z.literal("gap").meta({ description: "The kind of event." }),
  seq: common.seq.meta({ description: "The first number that is missing: the expected one." }),
  through_seq: z
    .int()
    .min(1)
    .max(MAX_SEQ)
    .meta({ description: "The last number that is missing." }),
  from: time.meta({ description: "From when events are missing." }),
  to: time.meta({ description: "Until when events are missing." }),
  reason: textOf(200, 0).optional().meta({ description: "Why they are missing." }),
});

/** A trading event as a source sends it. Fields that aren't declared are dropped. */
export const eventSchema = z.discriminatedUnion("type", [
  snapshotEvent,
  dealEvent,
  balanceOperationEvent,
  chargeEvent,
  gapEvent,
]);
export type EventBody = z.output<typeof eventSchema>;
export type GapBody = z.output<typeof gapEvent>;
export type JudgedBody = Exclude<EventBody, GapBody>;

/** Minor units of a decimal string with at most two places. */
export const toMinor = (decimal: string): number => Math.round(Number(decimal) * 100);
/** Hundred-millionths of a lot. */
function toVolume(decimal: string): number {
  const [whole = "", fraction = ""] = decimal.split(".");
  return Number(whole + fraction.padEnd(8, "0"));
}
const optional = <T>(value: string | undefined, convert: (text: string) => T) =>
  value === undefined ? undefined : convert(value);

/** The event as the judge takes it: money in minor units, times in milliseconds since 1970. */
export function toJudgedEvent(body: JudgedBody): TradingEvent {
  const at = Date.parse(body.at);
  const values = { at, balance: toMinor(body.balance), equity: toMinor(body.equity) };
  switch (body.type) {
    case "snapshot":
      return {
        ...values,
        type: "snapshot",
        open_positions: body.open_positions,
        open_lots: optional(body.open_lots, toVolume),
        since_last: body.since_last && {
          min_equity: toMinor(body.since_last.min_equity),
          min_at: optional(body.since_last.min_at, Date.parse),
          max_equity: toMinor(body.since_last.max_equity),
          max_at: optional(body.since_last.max_at, Date.parse),
        },
        estimated: body.estimated,
      };
    case "deal":
      return {
        ...values,
        type: "deal",
        entry: body.entry,
        symbol: body.symbol,
        lots: optional(body.volume, toVolume),
        profit: toMinor(body.profit),
        commission: toMinor(body.commission),
        swap: toMinor(body.swap),
        open_positions: body.open_positions,
        open_lots: optional(body.open_lots, toVolume),
        opened_at: optional(body.opened_at, Date.parse),
      };
    case "balance_operation":
      return {
        ...values,
        type: "balance_operation",
        kind: balanceOperationKinds.find((kind) => kind === body.kind) ?? "other",
        amount: toMinor(body.amount),
      };
    case "charge":
      return { ...values, type: "charge", amount: toMinor(body.amount) };
  }
}

/** The change of the balance that an event states, in minor units. A credit is in no balance. */
export function statedChange(body: JudgedBody): number {
  switch (body.type) {
    case "snapshot":
      return 0;
    case "deal":
      return toMinor(body.profit) + toMinor(body.commission) + toMinor(body.swap);
    case "balance_operation":
      return body.kind === "credit" ? 0 : toMinor(body.amount);
    case "charge":
      return toMinor(body.amount);
  }
}
