import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { totalLosses } from "@/testing/rules/arbitrary";
import { AT, cents, HOUR, phase, play, snapshot } from "@/testing/rules/phase";
import { judge, type TradingEvent } from "./index";
import type { RuleSet } from "./schemas";

// They compute for seconds on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

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
    fc.property(totalLosses, values, (total_loss, steps) => {
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
    fc.property(totalLosses, equities, seconds, seconds, (total_loss, [min, max], minAt, maxAt) => {
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
    fc.property(totalLosses, fc.integer({ min: 101_000, max: 130_000 }), (total_loss, balance) => {
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
