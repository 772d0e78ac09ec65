/** The state of a phase: plain JSON that doesn't grow. Money in minor units, times in milliseconds since 1970. */
export interface PhaseState {
  status: "active" | "paused" | "breached" | "passed" | "expired";
  initial: number;
  /** The time of the last event or boundary. */
  at: number;
  balance: number;
  equity: number;
  open_positions: number;
  /** Deposits less withdrawals since the phase opened: no trading result. */
  operations: number;
  has_withdrawn: boolean;
  daily: Floor | null;
  total: (Floor & { mark: number; is_locked: boolean }) | null;
  /** When a target that was reached was first reached. */
  target_reached_at: number | null;
  trading_days: number;
  /** How many trading days have begun since the phase opened; its first is 0. */
  day: number;
  day_ends_at: number;
  first_trade_day: number | null;
  last_open_day: number;
  today: Today;
  closed: Closed;
}

export interface Floor {
  /** Below it, or at it, the rule is violated. */
  floor: number;
  /** The limit in money. */
  amount: number;
}

/** What happened on the current trading day. */
export interface Today {
  opened: boolean;
  closed: boolean;
  is_counted: boolean;
  /** Profit, commission and swap of the deals that closed a position. */
  closed_profit: number;
  start_equity: number;
  start_operations: number;
  /** The highest warning of each rule: 0, 50 or 80 percent of its limit. */
  warned_daily: number;
  warned_total: number;
  warned_reset: boolean;
}

/** Closed profit, for consistency: of the days before today, or of all trades. */
export interface Closed {
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
  | "consistency";

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
  /** The value at which the rule decides, in minor units; for days their number. */
  threshold: number | null;
  /** The value that decided. */
  observed: number | null;
  /** Milliseconds since 1970. */
  at: number;
}

/** Values of the account after an event, in minor units. */
interface Values {
  at: number;
  balance: number;
  equity: number;
}

export interface Extremes {
  min_equity: number;
  min_at?: number | undefined;
  max_equity: number;
  max_at?: number | undefined;
}

/** What happened at the venue. */
export type TradingEvent =
  | (Values & {
      type: "snapshot";
      open_positions: number;
      /** The lowest and highest equity since the event before, without a deal or balance operation in between. */
      since_last?: Extremes | undefined;
      /** A value that nobody observed: it can warn and decides nothing. */
      estimated?: boolean | undefined;
    })
  | (Values & {
      type: "deal";
      entry: "in" | "out" | "in_out";
      profit: number;
      commission: number;
      swap: number;
      open_positions: number;
    })
  | (Values & { type: "balance_operation"; amount: number })
  | (Values & { type: "charge"; amount: number });

/** The states that no event changes. */
export const hasEnded = ({ status }: PhaseState): boolean =>
  status === "breached" || status === "passed" || status === "expired";
