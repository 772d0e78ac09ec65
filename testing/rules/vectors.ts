import { judge, openPhase, type PhaseState, type TradingEvent, type Verdict } from "@/lib/rules";
import vectors from "@/lib/rules/rule-vectors.json";
import { type RuleSet, ruleSetSchema } from "@/lib/rules/schemas";
import { cents, noRules } from "./phase";

const hundredths = (percent: number) => Math.round(percent * 100);

/** A vector of `fn: "loss"`; its money is in units. */
export interface LossVector {
  id: string;
  title: string;
  initial: number;
  zone: string;
  day_start: string;
  rules: {
    at_limit: "below" | "touch";
    measure?: "equity" | "balance" | "lower";
    after_move?: RuleSet["after_withdrawal"];
    daily?: Limits & { reference: "balance" | "equity" | "max"; soft?: boolean };
    total?: Limits & { mode: keyof typeof references; lock?: number };
  };
  events: { t: string; balance?: number; equity?: number; move?: number }[];
  expect: {
    state: string;
    rule?: string;
    threshold?: number;
    observed?: number;
    t?: string;
    daily_floor?: number;
    total_floor?: number;
  };
}

interface Limits {
  pct_initial?: number;
  pct_ref?: number;
  fixed?: number;
  check?: "eod";
}

const references = {
  static: "initial",
  eod_balance: "day_end_balance_high",
  closed: "balance_high",
  equity: "equity_high",
  eod_equity: "day_end_equity_high",
} as const;

function limitOf({ pct_initial, pct_ref, fixed }: Limits) {
  if (pct_initial !== undefined) return { pct_of_initial: hundredths(pct_initial) };
  if (pct_ref !== undefined) return { pct_of_reference: hundredths(pct_ref) };
  return { cents: cents(fixed ?? 0) };
}

/** The rule set that a vector means. */
export function ruleSetOf({ zone, day_start, rules }: LossVector): RuleSet {
  const { at_limit, measure = "equity", after_move = "keep", daily, total } = rules;
  const shared = { at_limit, measure };
  const checkOf = ({ check }: Limits) => (check === "eod" ? "day_end" : "always");
  return ruleSetSchema.parse({
    ...noRules,
    day: { zone, starts_at: day_start },
    after_withdrawal: after_move,
    daily_loss: daily
      ? {
          ...shared,
          limit: limitOf(daily),
          reference: daily.reference === "max" ? "higher" : daily.reference,
          check: checkOf(daily),
          // biome-ignore lint/suspicious/noThenProperty: the rule's field
          then: daily.soft ? "pause" : "fail",
        }
      : null,
    total_loss: total
      ? {
          ...shared,
          limit: limitOf(total),
          reference: references[total.mode],
          lock: total.lock === undefined ? null : { plus_cents: cents(total.lock) },
          check: checkOf(total),
        }
      : null,
  });
}

/** Judges the events of a vector one after another. */
export function playLossVector(vector: LossVector): { state: PhaseState; verdicts: Verdict[] } {
  const rules = ruleSetOf(vector);
  const at = Date.parse(vector.events[0]?.t ?? "");
  let state = openPhase(rules, { initial: cents(vector.initial), at });
  const verdicts: Verdict[] = [];
  for (const { t, move, ...values } of vector.events) {
    const balance = cents(values.balance ?? 0);
    const event: TradingEvent =
      move === undefined
        ? {
            type: "snapshot",
            at: Date.parse(t),
            balance,
            equity: cents(values.equity ?? values.balance ?? 0),
            open_positions: values.equity === undefined ? 0 : 1,
          }
        : {
            type: "balance_operation",
            at: Date.parse(t),
            amount: cents(move),
            balance: state.balance + cents(move),
            equity: state.equity + cents(move),
          };
    const judged = judge(rules, state, event);
    state = judged.state;
    verdicts.push(...judged.verdicts);
  }
  return { state, verdicts };
}

/** The vectors of a kind. */
export const vectorsOf = <T>(fn: string) =>
  vectors.filter((vector) => vector.fn === fn) as unknown as T[];
