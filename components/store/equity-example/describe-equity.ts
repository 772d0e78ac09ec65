import { formatMoney } from "@/lib/core/money";
import { type Instant, type JudgedInstant, judgeEquity, type LossRule } from "./judge-equity";

/** A phase of the example. Money in minor units. */
export interface ExamplePhase extends Pick<Instant, "rules" | "initial"> {
  currency: string;
  /** 0 evaluation, 1 funded. */
  phase_type: 0 | 1;
}

export type Tone = "bad" | "paused" | "good" | "neutral";

/** A level of the picture and how far the account is from it. */
export interface Mark {
  id: LossRule | "target";
  name: string;
  /** In minor units. */
  at: number;
  amount: string;
  /** `$1,500.00 left`. */
  distance: string;
}

/** What is shown of an account at an instant. */
export interface EquityView {
  equity: string;
  /** The change since the day's start: `−$1,500.00`; null for none. */
  change: string | null;
  marks: Mark[];
  tone: Tone;
  headline: string;
}

const names: Record<LossRule, string> = { daily_loss: "daily", total_loss: "total" };

/** What happens at this equity, in words, by the judge's verdict. */
export function describeEquity(
  phase: ExamplePhase,
  at: Pick<Instant, "dayStart" | "equity" | "isOpen">,
): EquityView {
  const { currency } = phase;
  const judged = judgeEquity({ ...phase, ...at });
  const money = (cents: number) => formatMoney(cents, currency);
  const change = at.equity - at.dayStart;
  return {
    equity: money(at.equity),
    change: change === 0 ? null : `${change > 0 ? "+" : ""}${money(change)}`,
    marks: marksOf(judged, money),
    tone: toneOf(judged),
    headline: headlineOf(phase, at, judged, money(at.equity)),
  };
}

type Money = (cents: number) => string;

function marksOf({ floors, target }: JudgedInstant, money: Money): Mark[] {
  const marks = floors.map(({ rule, floor, left }): Mark => {
    const distance = left < 0 ? `${money(-left)} below it` : `${money(left)} left`;
    const name = rule === "daily_loss" ? "Daily floor" : "Total floor";
    return { id: rule, name, at: floor, amount: money(floor), distance };
  });
  if (!target) return marks;
  const { level, left } = target;
  const distance = left > 0 ? `${money(left)} to go` : `${money(-left)} above it`;
  return [
    ...marks,
    { id: "target", name: "Profit target", at: level, amount: money(level), distance },
  ];
}

const tones = {
  breached: "bad",
  paused: "paused",
  passed: "good",
  target_reached: "good",
  none: "neutral",
} as const satisfies Record<JudgedInstant["event"]["kind"], Tone>;

const toneOf = ({ event }: JudgedInstant): Tone => tones[event.kind];

function headlineOf(
  { rules, phase_type }: ExamplePhase,
  { equity, isOpen }: Pick<Instant, "equity" | "isOpen">,
  { event, target }: JudgedInstant,
  amount: string,
): string {
  const whole = phase_type === 1 ? "the funded phase" : "the challenge";
  if (event.kind === "breached" || event.kind === "paused") {
    const when = event.isAtDayEnd ? `If the trading day ends at ${amount},` : `At ${amount}`;
    const effect =
      event.kind === "paused" ? "trading pauses until the next trading day" : `${whole} ends`;
    return `${when} the ${names[event.rule]} loss limit is reached: ${effect}.`;
  }
  if (event.kind === "passed")
    return `At ${amount} the profit target is reached: the phase is passed.`;
  if (event.kind === "target_reached") {
    return `At ${amount} the profit target is reached. ${stillNeeded(rules)}`;
  }
  if (target && equity >= target.level && isOpen) {
    return `At ${amount} the profit target isn't reached yet: it counts once the profit is closed.`;
  }
  return `At ${amount} ${whole} goes on.`;
}

/** What passing needs beside the target. */
function stillNeeded({ min_trading_days: days, consistency }: ExamplePhase["rules"]): string {
  const conditions = [
    days && `you have ${days.days} trading ${days.days === 1 ? "day" : "days"}`,
    consistency?.effect === "block" &&
      consistency.when !== "payout" &&
      "the consistency rule is met",
  ].filter((condition) => condition !== null && condition !== undefined && condition !== false);
  return `You pass once ${conditions.join(" and ")} too.`;
}
