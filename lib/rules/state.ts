/** The state of a phase: plain JSON that doesn't grow. Money in minor units, times in milliseconds since 1970. */
export interface PhaseState {
  /** `cancelled`: an operator revoked the pass. */
  status: "active" | "paused" | "breached" | "passed" | "expired" | "cancelled";
  initial: number;
  /** The time of the last event or boundary. */
  at: number;
  balance: number;
  equity: number;
  open_positions: number;
  /** In hundred-millionths of a lot. */
  open_lots: number;
  /** Those of the open positions whose symbols the holding rule exempts. */
  exempt_positions: number;
  /** Deposits less withdrawals since the phase opened: no trading result. */
  operations: number;
  has_withdrawn: boolean;
  /** Profit that operators excluded: it is on the account, reaches no target and isn't paid. */
  excluded: number;
  daily: Floor | null;
  total: (Floor & { mark: number; is_locked: boolean }) | null;
  /** When a target that was reached was first reached. */
  target_reached_at: number | null;
  /** The highest profit so far, as the target measures it. */
  best_profit: number;
  trading_days: number;
  /** How many trading days have begun since the phase opened; its first is 0. */
  day: number;
  day_ends_at: number;
  /** Days between an ending and its reinstatement: they count for no deadline. */
  lost_days: number;
  /** When positions must be closed for the weekend; null without such a rule. */
  weekend_at: number | null;
  /** Days of deals, without lost days. */
  first_trade_day: number | null;
  last_open_day: number;
  today: Today;
  closed: Closed;
  /**
   * By the day of the opening, the profit of the positions opened in the last 30 days; null once the day is counted.
   * Empty unless trading days are counted so.
   */
  open_days: Record<string, number | null>;
}

export interface Floor {
  /** Below it, or at it, the rule is violated. */
  floor: number;
  /** The limit in money. */
  amount: number;
}

/** What happened on the current trading day. */
export interface Today {
  began_at: number;
  opened: boolean;
  closed: boolean;
  is_counted: boolean;
  /** Profit, commission and swap of the day's deals, and charges. */
  closed_profit: number;
  start_equity: number;
  start_operations: number;
  /** The highest warning of each rule: 0, 50 or 80 percent of its limit. */
  warned_daily: number;
  warned_total: number;
  warned_reset: boolean;
}

/** Closed profit since the phase opened or since its last payout, for consistency. */
export interface Closed {
  today: number;
  /** Of the days before today: the best, the sum of all, and the sum of the winning ones. */
  best_day: number;
  total: number;
  winning_days: number;
  best_trade: number;
  winning_trades: number;
}

export type RuleName =
  | "daily_loss"
  | "total_loss"
  | "profit_target"
  | "min_trading_days"
  | "time_limit"
  | "max_trading_days"
  | "inactivity_days"
  | "consistency"
  | "max_open_positions"
  | "max_lots"
  | "holding";

/** What the rules say of a phase at an instant. */
export interface Verdict {
  kind:
    | "warned"
    | "paused"
    | "resumed"
    | "breached"
    | "target_reached"
    | "passed"
    | "expired"
    | "review"
    | "day_counted";
  rule: RuleName | null;
  /**
   * The value at which the rule decides: money in minor units, lots in hundred-millionths; of days and positions their
   * number.
   */
  threshold: number | null;
  /** The value that decided. */
  observed: number | null;
  /** Milliseconds since 1970. */
  at: number;
}

/** A state, and the verdicts on the way to it. */
export interface Judged {
  state: PhaseState;
  verdicts: Verdict[];
}

/** The closed profit at the beginning of a window. */
export const nothingClosed: Closed = {
  today: 0,
  best_day: 0,
  total: 0,
  winning_days: 0,
  best_trade: 0,
  winning_trades: 0,
};

/** What is known of a trading day when it begins. */
export const emptyDay = (beganAt: number, startEquity: number, startOperations: number): Today => ({
  began_at: beganAt,
  opened: false,
  closed: false,
  is_counted: false,
  closed_profit: 0,
  start_equity: startEquity,
  start_operations: startOperations,
  warned_daily: 0,
  warned_total: 0,
  warned_reset: false,
});

/** The states that only an operator's ruling changes. */
export const hasEnded = ({ status }: PhaseState): boolean =>
  status !== "active" && status !== "paused";

/** Takes steps one after another, until the phase has ended. */
export function judgeInOrder(
  before: PhaseState,
  steps: readonly ((state: PhaseState) => Judged)[],
): Judged {
  const verdicts: Verdict[] = [];
  let state = before;
  for (const step of steps) {
    if (hasEnded(state)) break;
    const judged = step(state);
    state = judged.state;
    verdicts.push(...judged.verdicts);
  }
  return { state, verdicts };
}
