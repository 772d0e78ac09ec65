import { judge, openPhase, type TradingEvent } from "@/lib/rules";
import type { RuleSet } from "@/lib/rules/schemas";
import {
  AT,
  cents,
  DAY,
  dailyLoss,
  deal,
  noRules,
  snapshot,
  trailingLoss,
} from "@/testing/rules/phase";
import type { Measure } from "../rounds";

const oneRule: RuleSet = { ...noRules, daily_loss: dailyLoss };
const allRules: RuleSet = {
  ...noRules,
  day: { zone: "America/New_York", starts_at: "17:00" },
  daily_loss: dailyLoss,
  total_loss: { ...trailingLoss, limit: { pct_of_reference: 1_000 }, lock: { plus_cents: 0 } },
  profit_target: { amount: { pct_of_initial: 1_000 }, measure: "lower", hold: "at_decision" },
  min_trading_days: { days: 5, counts: "profit_by_open_day", min_profit: { pct_of_initial: 50 } },
  time_limit: { days: 30, from: "open" },
  max_trading_days: 60,
  inactivity_days: 30,
  consistency: {
    unit: "day",
    best_max_pct: 4_000,
    of: "total_profit",
    comparison: "at_most",
    when: "both",
    effect: "block",
  },
  // biome-ignore lint/suspicious/noThenProperty: the rule's field
  max_open_positions: { limit: 20, then: "fail" },
  // biome-ignore lint/suspicious/noThenProperty: the rule's field
  max_lots: { limit: 2_000, then: "fail" },
  holding: {
    overnight: "flat",
    weekend: "flat",
    closes_at: { weekday: 5, time: "16:30", zone: "America/New_York" },
    exempt: ["BTCUSD"],
    // biome-ignore lint/suspicious/noThenProperty: the rule's field
    then: "close",
  },
  after_withdrawal: "shift",
};

/** A quarter of an hour within one day: a snapshot a second, of which each tenth is a deal. */
const events = Array.from({ length: 1_000 }, (_, i): TradingEvent => {
  const at = AT + i * 1_000;
  if (i % 10 > 0) return snapshot(at, 100_000 + ((i * 37) % 900), 100_000);
  const entry = i % 20 === 0 ? "in" : "out";
  const openedAt = i % 40 === 10 ? AT - DAY : at;
  return deal({ at, entry, balance: 100_000, lots: 0.5, open: 1, symbol: "EURUSD", openedAt });
});
const opening = { initial: cents(100_000), at: AT };

/** The pure judge, in this process: events a second with one rule and with all, and phases opened a second. */
export const judging = (): Measure => ({
  name: "judge",
  run: async (seconds) => ({
    one: perSecond(seconds / 3, () => judgeAll(oneRule)),
    all: perSecond(seconds / 3, () => judgeAll(allRules)),
    open: perSecond(seconds / 3, () => {
      for (const { at } of events) openPhase(allRules, { ...opening, at });
    }),
  }),
});

function judgeAll(rules: RuleSet): void {
  let state = openPhase(rules, opening);
  for (const event of events) state = judge(rules, state, event).state;
  // A phase that has ended is judged no more: the figure would be wrong.
  if (state.status !== "active") throw new Error(`the judged phase is ${state.status}`);
}

/** How many events a second something works on that works on all of them. */
function perSecond(seconds: number, work: () => void): number {
  const from = performance.now();
  let rounds = 0;
  while (performance.now() < from + seconds * 1_000) {
    work();
    rounds += 1;
  }
  return (rounds * events.length * 1_000) / (performance.now() - from);
}
