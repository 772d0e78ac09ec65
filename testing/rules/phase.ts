import {
  dailyLoss as dailyLossOf,
  judge,
  openPhase,
  type PhaseState,
  ruleSet,
  type TradingEvent,
  type Verdict,
} from "@/lib/rules";
import { type DailyLoss, type RuleSet, ruleSetSchema, type TotalLoss } from "@/lib/rules/schemas";

/** Money of a currency with cents, in cents. */
export const cents = (units: number) => Math.round(units * 100);
/** A lot, in hundred-millionths. */
export const LOT = 100_000_000;
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** When the phases of tests open: a Tuesday morning. */
export const AT = Date.parse("2026-06-02T10:00:00Z");
/** The first end of a day after AT, in UTC. */
export const MIDNIGHT = Date.parse("2026-06-03T00:00:00Z");

/** A rule set that forbids nothing. */
export const noRules: RuleSet = ruleSet(
  { zone: "UTC", starts_at: "00:00" },
  { after_withdrawal: "keep" },
);

/** 5% of the initial balance, from the balance at the day's start. */
export const dailyLoss: DailyLoss = dailyLossOf({ pct_of_initial: 500 }, "balance");

/** 3,000 below the highest equity so far. */
export const trailingLoss: TotalLoss = {
  measure: "equity",
  at_limit: "below",
  limit: { cents: cents(3_000) },
  reference: "equity_high",
  lock: null,
  check: "always",
};

/** A phase of 100,000 with these rules and no others. */
export function phase(own: Partial<RuleSet>, at = AT) {
  const rules = ruleSetSchema.parse({ ...noRules, ...own });
  return { rules, state: openPhase(rules, { initial: cents(100_000), at }) };
}

interface Deal {
  at: number;
  balance: number;
  equity?: number;
  profit?: number;
  entry?: "in" | "out" | "in_out";
  open?: number;
  symbol?: string;
  /** Whole lots. */
  lots?: number;
  openedAt?: number;
}

/** A deal, with money in units. */
export const deal = (own: Deal) => {
  const {
    at,
    balance,
    equity,
    profit = 0,
    entry = "in_out",
    open = 0,
    symbol,
    lots,
    openedAt,
  } = own;
  return {
    type: "deal",
    at,
    entry,
    profit: cents(profit),
    commission: 0,
    swap: 0,
    balance: cents(balance),
    equity: cents(equity ?? balance),
    open_positions: open,
    ...(symbol !== undefined && { symbol }),
    ...(lots !== undefined && { lots: Math.round(lots * LOT) }),
    ...(openedAt !== undefined && { opened_at: openedAt }),
  } satisfies TradingEvent;
};

/** A snapshot, with money in units. */
export const snapshot = (at: number, equity: number, balance = equity) =>
  ({
    type: "snapshot",
    at,
    balance: cents(balance),
    equity: cents(equity),
    open_positions: equity === balance ? 0 : 1,
  }) satisfies TradingEvent;

/** Judges events one after another. */
export function play(rules: RuleSet, from: PhaseState, events: TradingEvent[]) {
  const verdicts: Verdict[] = [];
  let state = from;
  for (const event of events) {
    const judged = judge(rules, state, event);
    state = judged.state;
    verdicts.push(...judged.verdicts);
  }
  return { state, verdicts };
}

/** The kinds of verdicts, in their order. */
export const kinds = (verdicts: Verdict[]) => verdicts.map(({ kind }) => kind);

/** A deposit, or a withdrawal if `amount` is negative, with money in units. */
export const operation = (at: number, amount: number, balance: number) =>
  ({
    type: "balance_operation",
    at,
    amount: cents(amount),
    balance: cents(balance),
    equity: cents(balance),
  }) satisfies TradingEvent;
