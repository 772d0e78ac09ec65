import {
  advance,
  amountOf,
  judge,
  measured,
  openPhase,
  type PhaseState,
  type Verdict,
} from "@/lib/rules";
import type { RuleSet } from "@/lib/rules/schemas";

/** Noon in UTC of a Monday in a month without a change of the clocks. */
const OPENED_AT = Date.parse("2026-06-01T12:00:00Z");
const HOUR = 3_600_000;

/** An account at an instant of a trading day. Money in minor units. */
export interface Instant {
  rules: RuleSet;
  initial: number;
  /** The balance and equity at the day's start: the initial balance on the first day, another one on the second. */
  dayStart: number;
  equity: number;
  /** Whether positions are open: then the balance is still that of the day's start. Without any it is the equity. */
  isOpen: boolean;
}

export type LossRule = "daily_loss" | "total_loss";

/** Where a loss ends or pauses the phase, and how far the account is from there: negative beyond it. */
export interface FloorDistance {
  rule: LossRule;
  floor: number;
  left: number;
}

/** What the judge says of an instant. */
export interface JudgedInstant {
  floors: FloorDistance[];
  target: { level: number; left: number } | null;
  event:
    | { kind: "breached" | "paused"; rule: LossRule; isAtDayEnd: boolean }
    | { kind: "passed" | "target_reached" | "none" };
}

/** Judges an account that opened, or began its second day, and has this equity now. */
export function judgeEquity({ rules, initial, dayStart, equity, isOpen }: Instant): JudgedInstant {
  const values = { balance: isOpen ? dayStart : equity, equity };
  const started = startDay(rules, openPhase(rules, { initial, at: OPENED_AT }), dayStart);
  const now = judge(rules, started, {
    type: "snapshot",
    at: started.at + HOUR,
    ...values,
    open_positions: isOpen ? 1 : 0,
  });
  // A phase that has ended has no new floors.
  const { daily, total } = now.state;
  const { daily_loss, total_loss, profit_target } = rules;
  const level = profit_target && initial + amountOf(profit_target.amount, initial);
  return {
    floors: (
      [
        ["daily_loss", daily_loss, daily],
        ["total_loss", total_loss, total],
      ] as const
    ).flatMap(([rule, loss, state]) =>
      loss && state
        ? { rule, floor: state.floor, left: measured(loss.measure, values) - state.floor }
        : [],
    ),
    target: level === null ? null : { level, left: level - equity },
    event: eventOf(now.verdicts) ?? dayEndEvent(rules, now.state) ?? { kind: "none" },
  };
}

/** The account when its second day begins with this balance; as it opened where that is the initial one. */
function startDay(rules: RuleSet, opened: PhaseState, dayStart: number): PhaseState {
  if (dayStart === opened.initial) return opened;
  const at = opened.at + HOUR;
  const flat = {
    type: "snapshot",
    at,
    balance: dayStart,
    equity: dayStart,
    open_positions: 0,
  } as const;
  const { state } = judge(rules, opened, flat);
  return advance(rules, state, state.day_ends_at).state;
}

/** The verdict that decides. A target that is reached passes the phase only with its other conditions. */
function eventOf(verdicts: readonly Verdict[]): JudgedInstant["event"] | null {
  const loss = lossVerdict(verdicts);
  if (loss) return { ...loss, isAtDayEnd: false };
  const has = (kind: Verdict["kind"]) => verdicts.some((verdict) => verdict.kind === kind);
  if (has("passed")) return { kind: "passed" };
  return has("target_reached") ? { kind: "target_reached" } : null;
}

function lossVerdict(verdicts: readonly Verdict[]) {
  for (const { kind, rule } of verdicts) {
    if (kind !== "breached" && kind !== "paused") continue;
    if (rule === "daily_loss" || rule === "total_loss") return { kind, rule };
  }
  return null;
}

/** What the losses that are checked at a day's end say if the day ends like this. */
function dayEndEvent(rules: RuleSet, state: PhaseState): JudgedInstant["event"] | null {
  const { verdicts } = advance({ ...rules, holding: null }, state, state.day_ends_at);
  const loss = lossVerdict(verdicts.filter(({ rule }) => isCheckedAtDayEnd(rules, rule)));
  return loss && { ...loss, isAtDayEnd: true };
}

const isCheckedAtDayEnd = (rules: RuleSet, rule: Verdict["rule"]): boolean =>
  (rule === "daily_loss" || rule === "total_loss") && rules[rule]?.check === "day_end";
