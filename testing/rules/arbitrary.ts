import fc from "fast-check";
import type { TradingEvent } from "@/lib/rules";
import type { RuleSet, TotalLoss } from "@/lib/rules/schemas";
import { AT, cents, DAY, HOUR, LOT, noRules } from "./phase";

// Rule sets and events for property tests.

const limit = fc.oneof(
  fc.record({ pct_of_initial: fc.integer({ min: 100, max: 2_000 }) }),
  fc.record({ pct_of_reference: fc.integer({ min: 100, max: 2_000 }) }),
  fc.record({ cents: fc.integer({ min: 100_000, max: 2_000_000 }) }),
);
const losses = {
  measure: fc.constantFrom("equity" as const, "balance" as const, "lower" as const),
  at_limit: fc.constantFrom("below" as const, "touch" as const),
  limit,
  check: fc.constantFrom("always" as const, "day_end" as const),
};

export const totalLosses: fc.Arbitrary<TotalLoss> = fc.record({
  ...losses,
  reference: fc.constantFrom(
    "initial" as const,
    "day_end_balance_high" as const,
    "balance_high" as const,
    "equity_high" as const,
    "day_end_equity_high" as const,
  ),
  lock: fc.option(fc.record({ plus_cents: fc.integer({ min: 0, max: 500_000 }) })),
});

export const dailyLosses = fc.record({
  ...losses,
  reference: fc.constantFrom("balance" as const, "equity" as const, "higher" as const),
  // biome-ignore lint/suspicious/noThenProperty: the rule's field
  then: fc.constantFrom("fail" as const, "pause" as const),
});

const warnOrFail = fc.constantFrom("warn" as const, "fail" as const);

/** Rule sets with any of the rules that are judged. */
export const ruleSets: fc.Arbitrary<RuleSet> = fc.record({
  ...(Object.fromEntries(
    Object.entries(noRules).map(([field, value]) => [field, fc.constant(value)]),
  ) as { [Field in keyof RuleSet]: fc.Arbitrary<RuleSet[Field]> }),
  day: fc.constantFrom(
    { zone: "UTC", starts_at: "00:00" },
    { zone: "America/New_York", starts_at: "17:00" },
  ),
  daily_loss: fc.option(dailyLosses),
  total_loss: fc.option(totalLosses),
  profit_target: fc.option(
    fc.record({
      amount: fc.record({ cents: fc.integer({ min: 1, max: 1_000_000 }) }),
      measure: fc.constantFrom("balance_flat", "equity", "lower"),
      hold: fc.constantFrom("at_decision", "once"),
    }),
  ),
  min_trading_days: fc.option(
    fc.record({
      days: fc.integer({ min: 1, max: 6 }),
      counts: fc.constantFrom(
        "opened",
        "opened_or_closed",
        "opened_and_closed",
        "closed_profit",
        "closed_profit_net_of_floating",
        "profit_by_open_day",
        "day_profit",
      ),
      min_profit: fc.constant(null),
    }),
  ),
  time_limit: fc.option(
    fc.record({
      days: fc.integer({ min: 5, max: 20 }),
      from: fc.constantFrom("open", "first_trade"),
    }),
  ),
  max_trading_days: fc.option(fc.integer({ min: 3, max: 9 })),
  inactivity_days: fc.option(fc.integer({ min: 3, max: 9 })),
  consistency: fc.option(
    fc.record({
      unit: fc.constantFrom("day", "trade"),
      best_max_pct: fc.integer({ min: 2_000, max: 6_000 }),
      of: fc.constantFrom("total_profit", "winning_days"),
      comparison: fc.constantFrom("at_most", "less_than"),
      when: fc.constantFrom("pass", "payout", "both"),
      effect: fc.constantFrom("block", "review"),
    }),
  ),
  max_open_positions: fc.option(
    // biome-ignore lint/suspicious/noThenProperty: the rule's field
    fc.record({ limit: fc.integer({ min: 1, max: 4 }), then: warnOrFail }),
  ),
  // biome-ignore lint/suspicious/noThenProperty: the rule's field
  max_lots: fc.option(fc.record({ limit: fc.integer({ min: 50, max: 500 }), then: warnOrFail })),
  holding: fc.option(
    fc.record({
      overnight: fc.constantFrom("hold", "flat"),
      weekend: fc.constant("flat" as const),
      closes_at: fc.constant({ weekday: 5, time: "16:30", zone: "America/New_York" }),
      exempt: fc.constant(["BTCUSD"]),
      // biome-ignore lint/suspicious/noThenProperty: the rule's field
      then: fc.constantFrom("close", "warn", "fail"),
    }),
  ),
  after_withdrawal: fc.constantFrom("shift", "keep", "lock_at_initial"),
});

const step = fc.record({
  type: fc.constantFrom(
    "snapshot",
    "snapshot",
    "deal",
    "deal",
    "deal",
    "charge",
    "balance_operation",
    "exclude",
    "correction",
    "reinstate",
    "revoke_pass",
  ),
  hours: fc.integer({ min: 0, max: 30 }),
  /** Hundredths of what a kind of event allows at most. */
  amount: fc.integer({ min: -100, max: 100 }),
  floating: fc.integer({ min: -3_000, max: 3_000 }),
  open: fc.integer({ min: 0, max: 4 }),
  entry: fc.constantFrom("in" as const, "out" as const, "in_out" as const),
  symbol: fc.constantFrom("EURUSD", "BTCUSD", undefined),
  kind: fc.constantFrom("deposit" as const, "payout" as const, "credit" as const, undefined),
  daysHeld: fc.integer({ min: 0, max: 3 }),
});

/** Events of an account of 100,000, in the order of their times, whose balances follow from their amounts. */
export const eventLists: fc.Arbitrary<TradingEvent[]> = fc
  .array(step, { minLength: 1, maxLength: 25 })
  .map((steps) => {
    let at = AT;
    let balance = 100_000;
    return steps.map((one): TradingEvent => {
      at += one.hours * HOUR;
      const { type, open, entry, symbol, kind, amount } = one;
      const floating = open === 0 ? 0 : one.floating;
      const values = (profit: number) => {
        balance += profit;
        return { at, balance: cents(balance), equity: cents(balance + floating) };
      };
      if (type === "snapshot") return { type, ...values(0), open_positions: open };
      if (type === "exclude") {
        return { type: "ruling", kind: type, at, amount: cents(Math.abs(amount) + 1) };
      }
      if (type === "revoke_pass") return { type: "ruling", kind: type, at };
      if (type === "correction") {
        return { type: "ruling", kind: type, amount: cents(amount * 30), ...values(amount * 30) };
      }
      if (type === "reinstate") {
        return { type: "ruling", kind: type, ...values(0), open_positions: open, days: 1 };
      }
      if (type === "charge") return { type, amount: cents(amount), ...values(amount) };
      if (type === "balance_operation") {
        const moved = amount * 20;
        return { type, kind, amount: cents(moved), ...values(kind === "credit" ? 0 : moved) };
      }
      const profit = entry === "in" ? 0 : amount * 30;
      return {
        type: "deal",
        entry,
        symbol,
        lots: Math.abs(amount) * (LOT / 100),
        profit: cents(profit),
        commission: 0,
        swap: 0,
        ...values(profit),
        open_positions: open,
        opened_at: at - one.daysHeld * DAY,
      };
    });
  });
