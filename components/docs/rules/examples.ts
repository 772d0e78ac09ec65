import type { TradingEvent } from "@/lib/rules";
import { presets } from "@/lib/rules/presets";
import type { RuleSet, TotalLoss } from "@/lib/rules/schemas";
import type { Example } from "./play-example";

const INITIAL = 10_000_000;
const FIRST_DAY = Date.parse("2026-06-01T00:00:00Z");

/** `2, "14:30"` → that time on the second day, in UTC. */
function time(day: number, wallClock: string): number {
  const [hours = 0, minutes = 0] = wallClock.split(":").map(Number);
  return FIRST_DAY + ((day - 1) * 24 * 60 + hours * 60 + minutes) * 60_000;
}

/** Balance and equity at a time, in units. */
const values = (day: number, wallClock: string, balance: number, equity = balance) =>
  ({
    type: "snapshot",
    at: time(day, wallClock),
    balance: balance * 100,
    equity: equity * 100,
    open_positions: balance === equity ? 0 : 1,
  }) satisfies TradingEvent;

const withdrawal = (day: number, wallClock: string, amount: number, balance: number) =>
  ({
    type: "balance_operation",
    at: time(day, wallClock),
    amount: -amount * 100,
    balance: balance * 100,
    equity: balance * 100,
  }) satisfies TradingEvent;

/** The rules of the guide: those of a preset, with days that begin at 00:00 UTC. */
const twoStep = presets.find(({ id }) => id === "ftmo-2-step")?.phases[0]?.rules;
if (!twoStep) throw new Error("the preset of the guide is missing");
export const exampleRules: RuleSet = { ...twoStep, day: { zone: "UTC", starts_at: "00:00" } };
const lossesAlone: RuleSet = { ...exampleRules, profit_target: null, min_trading_days: null };

const trailing = (reference: TotalLoss["reference"], lock: TotalLoss["lock"]): RuleSet => ({
  ...lossesAlone,
  daily_loss: null,
  total_loss: {
    measure: "equity",
    at_limit: "below",
    limit: { cents: 400_000 },
    reference,
    lock,
    check: "always",
  },
});

const opened = { initial: INITIAL, openedAt: time(1, "08:00") };

/** The pictures of the guide. */
export const examples = {
  daily: {
    ...opened,
    events: [
      values(1, "11:00", 100_000, 98_500),
      values(1, "16:00", 102_000),
      values(2, "08:00", 102_000, 103_500),
      values(2, "14:00", 102_000, 98_000),
      values(2, "18:00", 99_000),
      values(3, "09:00", 99_000, 96_500),
      values(3, "12:00", 99_000, 97_500),
      values(3, "16:00", 99_000, 93_900),
      values(3, "20:00", 93_900),
    ],
    variants: [
      { name: "Daily floor", rules: lossesAlone, floor: "daily" },
      { name: "Total floor", rules: lossesAlone, floor: "total" },
    ],
  },
  trailing: {
    ...opened,
    events: [
      values(1, "12:00", 100_000, 103_000),
      values(1, "17:00", 101_000),
      values(2, "09:00", 101_000, 100_500),
      values(2, "13:00", 101_000, 105_000),
      values(2, "18:00", 104_500),
      values(3, "10:00", 104_500, 102_000),
      values(3, "15:00", 104_500, 100_700),
      values(3, "20:00", 102_500),
    ],
    variants: [
      { name: "Static", rules: trailing("initial", null), floor: "total" },
      {
        name: "Highest day-end balance, stops at the initial balance",
        rules: trailing("day_end_balance_high", { plus_cents: 0 }),
        floor: "total",
      },
      { name: "Highest equity", rules: trailing("equity_high", null), floor: "total" },
    ],
  },
  withdrawal: {
    ...opened,
    events: [
      values(1, "12:00", 100_000, 102_500),
      values(1, "17:00", 104_000),
      values(2, "10:00", 104_000),
      withdrawal(2, "10:00", 2_000, 102_000),
      values(2, "14:00", 102_000, 98_500),
      values(2, "18:00", 101_500),
      values(3, "10:00", 101_500, 102_500),
      values(3, "18:00", 102_500),
    ],
    variants: [
      { name: "The daily floor moves", rules: lossesAlone, floor: "daily" },
      {
        name: "The daily floor stays",
        rules: { ...lossesAlone, after_withdrawal: "keep" },
        floor: "daily",
      },
    ],
  },
} satisfies Record<string, Example>;

export type ExampleName = keyof typeof examples;
