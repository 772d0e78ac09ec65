import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { dailyLosses, eventLists, ruleSets, totalLosses } from "@/testing/rules/arbitrary";
import { AT, cents, DAY, phase, play, snapshot } from "@/testing/rules/phase";
import { advance, judge, openPhase, type PhaseState, type Verdict } from "./index";

// They compute for seconds on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const opened = { initial: cents(100_000), at: AT };

test("judge: the clock advanced between events, the state stored as JSON → the same state and verdicts", () => {
  fc.assert(
    fc.property(
      ruleSets,
      eventLists,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (rules, events, part) => {
        const state = openPhase(rules, opened);
        const together = play(rules, state, events);
        const verdicts: Verdict[] = [];
        let current = state;
        for (const event of events) {
          const now = Math.floor(current.at + (event.at - current.at) * part);
          const waited = advance(rules, current, now);
          const stored: PhaseState = JSON.parse(JSON.stringify(waited.state));
          const judged = judge(rules, stored, event);
          verdicts.push(...waited.verdicts, ...judged.verdicts);
          current = judged.state;
        }
        expect({ state: current, verdicts }).toEqual(together);
      },
    ),
    { numRuns: 150 },
  );
});

// A platform's repeated events are dropped by their sequence numbers. What comes twice all the same, as a snapshot may,
// is the same observation.
test("judge: a snapshot that is repeated → changes nothing, and gives no verdict", () => {
  fc.assert(
    fc.property(ruleSets, eventLists, (rules, events) => {
      let current = openPhase(rules, opened);
      for (const event of events) {
        current = judge(rules, current, event).state;
        if (event.type !== "snapshot") continue;
        expect(judge(rules, current, event)).toEqual({ state: current, verdicts: [] });
      }
    }),
  );
});

test("judge: an estimated snapshot anywhere → at most a warning; no later verdict but warnings differs", () => {
  const estimates = fc.array(
    fc.record({
      after: fc.nat(24),
      equity: fc.integer({ min: 50_000, max: 150_000 }),
      open: fc.nat(6),
    }),
    { minLength: 1, maxLength: 9 },
  );
  const decisions = ({ state, verdicts }: ReturnType<typeof play>) => ({
    state: {
      ...state,
      today: { ...state.today, warned_daily: 0, warned_total: 0 },
    },
    verdicts: verdicts.filter(({ kind }) => kind !== "warned"),
  });
  fc.assert(
    fc.property(
      ruleSets,
      eventLists,
      estimates,
      fc.boolean(),
      (rules, events, added, hasExtremes) => {
        const state = openPhase(rules, opened);
        const mixed = events.flatMap((event, i) => [
          event,
          ...added
            .filter(({ after }) => after === i)
            .map(({ equity, open }) => ({
              ...snapshot(event.at, equity, 100_000),
              open_positions: open,
              estimated: true,
              ...(hasExtremes && {
                since_last: {
                  min_equity: cents(equity - 9_000),
                  max_equity: cents(equity + 9_000),
                },
              }),
            })),
        ]);
        expect(decisions(play(rules, state, mixed))).toEqual(decisions(play(rules, state, events)));
      },
    ),
    { numRuns: 150 },
  );
});

const harm = (verdicts: Verdict[]) =>
  Math.max(0, ...verdicts.map(({ kind }) => ({ breached: 2, paused: 1 })[kind as string] ?? 0));

test("judge: a window that is reported in two parts → what the whole breaches, the parts breach", () => {
  const path = fc.array(fc.integer({ min: 88_000, max: 112_000 }), { minLength: 2, maxLength: 20 });
  fc.assert(
    fc.property(
      fc.option(dailyLosses),
      totalLosses,
      path,
      fc.nat(19),
      fc.boolean(),
      (daily_loss, total_loss, equities, cut, isTimed) => {
        const { rules, state } = phase({ daily_loss, total_loss });
        const points = equities.map((equity, i) => ({ at: AT + (i + 1) * 1_000, equity }));
        const report = (part: typeof points) => {
          const min = part.reduce((a, b) => (b.equity < a.equity ? b : a));
          const max = part.reduce((a, b) => (b.equity > a.equity ? b : a));
          const last = part.at(-1) ?? min;
          return {
            ...snapshot(last.at, last.equity, 100_000),
            since_last: {
              min_equity: cents(min.equity),
              max_equity: cents(max.equity),
              ...(isTimed && { min_at: min.at, max_at: max.at }),
            },
          };
        };
        const parts = [points.slice(0, cut), points.slice(cut)].filter(({ length }) => length > 0);
        const whole = play(rules, state, [report(points)]);
        const split = play(rules, state, parts.map(report));
        expect(harm(split.verdicts)).toBeGreaterThanOrEqual(harm(whole.verdicts));
      },
    ),
    { numRuns: 200 },
  );
});

test("judge: any rules, many days of large numbers → a state of plain JSON of at most 2 kB", () => {
  const { rules, state } = phase({
    min_trading_days: { days: 300, counts: "profit_by_open_day", min_profit: { cents: 9e11 } },
    holding: {
      overnight: "hold",
      weekend: "flat",
      closes_at: { weekday: 5, time: "16:30", zone: "America/New_York" },
      exempt: ["BTCUSD"],
      // biome-ignore lint/suspicious/noThenProperty: the rule's field
      then: "warn",
    },
    total_loss: {
      measure: "equity",
      at_limit: "below",
      limit: { pct_of_reference: 1_000 },
      reference: "balance_high",
      lock: null,
      check: "always",
    },
  });
  let balance = 100_000;
  const events = Array.from({ length: 1_000 }, (_, day) => {
    balance += 1_234_567.89;
    return {
      type: "deal" as const,
      at: AT + day * DAY,
      entry: "in_out" as const,
      symbol: "BTCUSD",
      lots: 123_456_789_012,
      profit: cents(1_234_567.89),
      commission: 0,
      swap: 0,
      balance: cents(balance),
      equity: cents(balance),
      open_positions: 12_345,
      open_lots: 123_456_789_012,
    };
  });
  const after = play(rules, state, events).state;
  expect(after.day).toBe(999);
  const text = JSON.stringify(after);
  expect(JSON.parse(text)).toEqual(after);
  expect(text.length).toBeLessThan(2_000);
});
