import fc from "fast-check";
import { expect, test } from "vitest";
import { AT, cents, DAY, phase, play, snapshot } from "@/testing/rules/phase";
import { dayEnd, judge, type TradingEvent } from "./index";
import type { RuleSet, TotalLoss } from "./schemas";

const HOUR = 3_600_000;
const references = [
  "initial",
  "day_end_balance_high",
  "balance_high",
  "equity_high",
  "day_end_equity_high",
] as const;

const totalLoss = fc.record({
  measure: fc.constantFrom("equity", "balance", "lower"),
  at_limit: fc.constantFrom("below", "touch"),
  limit: fc.oneof(
    fc.record({ pct_of_initial: fc.integer({ min: 100, max: 2_000 }) }),
    fc.record({ pct_of_reference: fc.integer({ min: 100, max: 2_000 }) }),
    fc.record({ cents: fc.integer({ min: 100_000, max: 2_000_000 }) }),
  ),
  reference: fc.constantFrom(...references),
  lock: fc.option(fc.record({ plus_cents: fc.integer({ min: 0, max: 500_000 }) })),
  check: fc.constantFrom("always", "day_end"),
}) as fc.Arbitrary<TotalLoss>;

const values = fc.array(
  fc.record({
    hours: fc.integer({ min: 0, max: 30 }),
    balance: fc.integer({ min: 80_000, max: 125_000 }),
    floating: fc.integer({ min: -8_000, max: 8_000 }),
  }),
  { minLength: 1, maxLength: 25 },
);

/** Snapshots in the order of their times, which may be equal. */
function snapshots(steps: { hours: number; balance: number; floating: number }[]) {
  let at = AT;
  return steps.map(({ hours, balance, floating }) => {
    at += hours * HOUR;
    return snapshot(at, balance + floating, balance);
  });
}

test("judge: any values without a withdrawal → a static floor never moves, a trailing one never falls", () => {
  fc.assert(
    fc.property(totalLoss, values, (total_loss, steps) => {
      const { rules, state } = phase({ total_loss });
      const first = state.total?.floor ?? 0;
      let floor = first;
      let current = state;
      for (const event of snapshots(steps)) {
        current = judge(rules, current, event).state;
        const next = current.total?.floor ?? Number.NaN;
        expect(next).toBeGreaterThanOrEqual(floor);
        if (total_loss.reference === "initial") expect(next).toBe(first);
        if (total_loss.lock)
          expect(next).toBeLessThanOrEqual(cents(100_000) + total_loss.lock.plus_cents);
        floor = next;
      }
    }),
  );
});

test("judge: a snapshot with timed extremes → the verdicts of snapshots at those times", () => {
  const seconds = fc.integer({ min: 1, max: 3_598 });
  const equities = fc.tuple(
    fc.integer({ min: 85_000, max: 100_000 }),
    fc.integer({ min: 100_000, max: 115_000 }),
  );
  fc.assert(
    fc.property(totalLoss, equities, seconds, seconds, (total_loss, [min, max], minAt, maxAt) => {
      fc.pre(minAt !== maxAt);
      const { rules, state } = phase({ total_loss });
      const last = snapshot(AT + HOUR, 100_000);
      const points = [
        { at: AT + minAt * 1_000, equity: min },
        { at: AT + maxAt * 1_000, equity: max },
      ].toSorted((a, b) => a.at - b.at);
      const since_last = {
        min_equity: cents(min),
        min_at: AT + minAt * 1_000,
        max_equity: cents(max),
        max_at: AT + maxAt * 1_000,
      };
      const apart = points.map(({ at, equity }) => ({
        ...snapshot(at, equity, 100_000),
        open_positions: 0,
      }));
      const split = play(rules, state, [...apart, last]);
      expect(play(rules, state, [{ ...last, since_last }])).toEqual(split);
    }),
  );
});

test("judge: a value that breaches and passes → breached", () => {
  const rules: Partial<RuleSet> = {
    profit_target: { amount: { cents: 1 }, measure: "balance_flat", hold: "at_decision" },
  };
  fc.assert(
    fc.property(totalLoss, fc.integer({ min: 101_000, max: 130_000 }), (total_loss, balance) => {
      const opened = phase({
        ...rules,
        total_loss: { ...total_loss, check: "always", measure: "equity" },
      });
      const event: TradingEvent = { ...snapshot(AT, 70_000, balance), open_positions: 0 };
      const { verdicts } = judge(opened.rules, opened.state, event);
      expect(verdicts.map(({ kind }) => kind)).toEqual(["breached"]);
    }),
  );
});

test("judge: many days of events → a state of at most 2 kB", () => {
  const { rules, state } = phase({
    min_trading_days: { days: 9, counts: "opened", min_profit: null },
  });
  const events = Array.from({ length: 1_000 }, (_, i) => snapshot(AT + i * DAY, 100_000 + i));
  expect(JSON.stringify(play(rules, state, events).state).length).toBeLessThan(2_000);
});

test.each([
  ["Europe/Prague", "00:00", "2026-03-29", "2026-10-25"],
  ["America/New_York", "17:00", "2026-03-08", "2026-11-01"],
  ["America/Chicago", "02:30", "2026-03-08", "2026-11-01"],
  ["Australia/Lord_Howe", "01:45", "2026-04-05", "2026-10-04"],
  ["America/Santiago", "00:00", "2026-04-05", "2026-09-06"],
])(
  "dayEnd: %s at %s, each minute around the changes of its clocks → days without gap or overlap",
  (zone, starts_at, ...nights) => {
    const MINUTE = 60_000;
    for (const night of nights) {
      const from = Date.parse(`${night}T00:00:00Z`) - DAY;
      let end = dayEnd({ zone, starts_at }, from);
      for (let at = from; at < from + 3 * DAY; at += MINUTE) {
        if (at >= end) {
          const next = dayEnd({ zone, starts_at }, at);
          const hours = (next - end) / HOUR;
          expect([23, 23.5, 24, 24.5, 25, 23.25, 24.75]).toContain(hours);
          end = next;
        }
        if (at % (30 * MINUTE) === 0) expect(dayEnd({ zone, starts_at }, at)).toBe(end);
      }
    }
  },
);

test("dayEnd: a time that is skipped → the first after it; one that comes twice → its first", () => {
  const day = { zone: "America/Chicago", starts_at: "02:30" };
  expect(dayEnd(day, Date.parse("2026-03-08T06:00:00Z"))).toBe(Date.parse("2026-03-08T08:00:00Z"));
  const twice = { zone: "America/New_York", starts_at: "01:30" };
  expect(dayEnd(twice, Date.parse("2026-11-01T04:00:00Z"))).toBe(
    Date.parse("2026-11-01T05:30:00Z"),
  );
});
