import { describe, expect, test } from "vitest";
import {
  AT,
  cents,
  DAY,
  dailyLoss,
  deal,
  HOUR,
  kinds,
  MIDNIGHT,
  operation,
  phase,
  play,
  snapshot,
} from "@/testing/rules/phase";
import { advance, judge, openPhase } from "./index";
import type { RuleSet, TotalLoss } from "./schemas";

const total: TotalLoss = {
  measure: "equity",
  at_limit: "below",
  limit: { pct_of_initial: 1_000 },
  reference: "initial",
  lock: null,
  check: "always",
};
const target: RuleSet["profit_target"] = {
  amount: { pct_of_initial: 1_000 },
  measure: "equity",
  hold: "at_decision",
};
describe("defects of other engines", () => {
  test("a loss is positive: one above the limit → breached", () => {
    const { rules, state } = phase({ daily_loss: dailyLoss });
    expect(judge(rules, state, snapshot(AT, 94_999.99)).state.status).toBe("breached");
  });

  test("a day's low before its high → no loss of the difference", () => {
    const { rules, state } = phase({ total_loss: { ...total, reference: "equity_high" } });
    const { state: after } = play(rules, state, [
      snapshot(AT, 95_000),
      snapshot(AT + HOUR, 104_000),
    ]);
    expect(after.status).toBe("active");
  });

  test("floating loss → counts", () => {
    const { rules, state } = phase({ daily_loss: dailyLoss });
    const { verdicts } = judge(rules, state, snapshot(AT, 94_000, 100_000));
    expect(verdicts[0]).toEqual({
      kind: "breached",
      rule: "daily_loss",
      threshold: cents(95_000),
      observed: cents(94_000),
      at: AT,
    });
  });

  test("the day begins at its boundary, not at the first look → the reference of midnight", () => {
    const { rules, state } = phase({ daily_loss: dailyLoss });
    const { state: after } = play(rules, state, [
      snapshot(AT, 103_000),
      // The first event of the next day: the day began with 103,000.
      snapshot(AT + DAY, 99_000),
    ]);
    expect(after.daily?.floor).toBe(cents(98_000));
  });

  test("a deposit → no profit, and passes nothing", () => {
    const { rules, state } = phase({ profit_target: target });
    const { state: after } = play(rules, state, [operation(AT, 20_000, 120_000)]);
    expect(after.status).toBe("active");
    expect(judge(rules, after, snapshot(AT, 129_999.99)).state.status).toBe("active");
    expect(judge(rules, after, snapshot(AT, 130_000)).state.status).toBe("passed");
  });
});

describe("defects of other engines: an error that passes", () => {
  const { rules, state } = phase({ profit_target: target, daily_loss: dailyLoss });

  const exclusion = { type: "ruling" as const, kind: "exclude" as const, at: AT, amount: 1 };

  test.each([Number.NaN, Infinity, 9_400_000.5, undefined, null, "9400000"])(
    "judge: equity or balance %j → an error, no verdict",
    (value) => {
      const equity = Object.assign(snapshot(AT, 100_000), { equity: value });
      expect(() => judge(rules, state, equity)).toThrow("equity must be a whole number");
      const balance = Object.assign(snapshot(AT, 100_000), { balance: value });
      expect(() => judge(rules, state, balance)).toThrow("balance must be a whole number");
    },
  );

  test.each([
    ["snapshot", "open_positions", snapshot(AT, 100_000)],
    ["deal", "commission", deal({ at: AT, balance: 100_000 })],
    ["balance_operation", "amount", operation(AT, 1, 100_001)],
    ["charge", "amount", { ...operation(AT, 1, 100_001), type: "charge" as const }],
    ["ruling", "at", { type: "ruling" as const, kind: "revoke_pass" as const, at: AT }],
    ["ruling", "amount", exclusion],
    [
      "ruling",
      "equity",
      { ...operation(AT, 1, 1), type: "ruling" as const, kind: "correction" as const },
    ],
    [
      "ruling",
      "open_positions",
      { ...snapshot(AT, 1), type: "ruling" as const, kind: "reinstate" as const },
    ],
  ])("judge: a %s without %s → an error", (_type, field, event) => {
    const broken = Object.assign({ ...event }, { [field]: undefined });
    expect(() => judge(rules, state, broken)).toThrow(RangeError);
  });

  test("judge: no profit to exclude → an error; a cent → excluded", () => {
    expect(() => judge(rules, state, { ...exclusion, amount: 0 })).toThrow(
      "amount must be above 0",
    );
    expect(judge(rules, state, exclusion).state.excluded).toBe(1);
  });

  test("judge: a field that may be missing, or an extreme, is no whole number → an error", () => {
    const lots = { ...snapshot(AT, 100_000), open_lots: 0.5 };
    expect(() => judge(rules, state, lots)).toThrow("open_lots must be a whole number: 0.5");
    const since_last = { min_equity: Number.NaN, max_equity: cents(100_000) };
    const event = { ...snapshot(AT, 100_000), since_last };
    expect(() => judge(rules, state, event)).toThrow("min_equity must be a whole number");
  });

  test("advance, openPhase: no whole number → an error", () => {
    expect(() => advance(rules, state, Infinity)).toThrow("now must be a whole number");
    expect(() => openPhase(rules, { initial: 0.1, at: AT })).toThrow("initial must be");
    expect(() => openPhase(rules, { initial: 1, at: Number.NaN })).toThrow("at must be");
  });
});

describe("judge", () => {
  test("an event after the end → changes nothing", () => {
    const { rules, state } = phase({
      profit_target: target,
      daily_loss: dailyLoss,
    });
    const reached = judge(rules, state, snapshot(AT, 94_000));
    expect(kinds(reached.verdicts)).toEqual(["breached"]);
    expect(judge(rules, reached.state, snapshot(AT + DAY, 120_000)).state).toEqual(reached.state);
  });

  test("a pausing daily limit → paused until the next day; the total limit still ends the phase", () => {
    // biome-ignore lint/suspicious/noThenProperty: the rule's field
    const pausing = { ...dailyLoss, then: "pause" } as const;
    const { rules, state } = phase({ daily_loss: pausing, total_loss: total });
    const paused = judge(rules, state, snapshot(AT, 94_000));
    expect(kinds(paused.verdicts)).toContain("paused");
    expect(judge(rules, paused.state, snapshot(AT + HOUR, 89_999)).state.status).toBe("breached");
    const next = advance(rules, paused.state, AT + DAY);
    expect([next.state.status, kinds(next.verdicts)]).toEqual(["active", ["resumed"]]);
  });

  test("a daily limit that pauses at the day's end → paused and resumed at that instant", () => {
    // biome-ignore lint/suspicious/noThenProperty: the rule's field
    const pausing = { ...dailyLoss, check: "day_end", then: "pause" } as const;
    const { rules, state } = phase({ daily_loss: pausing });
    const { state: lost } = judge(rules, state, snapshot(AT, 94_000));
    const next = advance(rules, lost, AT + DAY);
    expect([next.state.status, kinds(next.verdicts)]).toEqual([
      "active",
      ["warned", "paused", "resumed"],
    ]);
  });

  test("half and four fifths of a limit → one warning each, a day", () => {
    const { rules, state } = phase({ daily_loss: dailyLoss });
    const values = [97_500, 97_400, 96_000, 95_900, 97_000, 96_000];
    const events = values.map((value, i) => snapshot(AT + i * 1_000, value));
    expect(kinds(play(rules, state, events).verdicts)).toEqual(["warned", "warned"]);
  });

  test("two hours before a reset that would breach with today's values → one warning", () => {
    const { rules, state } = phase({
      daily_loss: { ...dailyLoss, limit: { cents: cents(3_000) } },
      total_loss: null,
    });
    // Closed profit raises tomorrow's floor above today's equity.
    const events = [
      snapshot(AT, 101_000, 105_000),
      snapshot(AT + 12 * HOUR, 101_000, 105_000),
      snapshot(AT + 13 * HOUR, 101_000, 105_000),
    ];
    const { state: after, verdicts } = play(rules, state, events);
    expect(verdicts).toEqual([
      {
        kind: "warned",
        rule: "daily_loss",
        threshold: cents(102_000),
        observed: cents(101_000),
        at: AT + 12 * HOUR,
      },
    ]);
    expect(advance(rules, after, AT + DAY).state.status).toBe("breached");
  });

  test("no event in the last two hours before such a reset → the clock warns, and then the reset breaches", () => {
    const { rules, state } = phase({ total_loss: { ...total, check: "day_end" } });
    const lost = judge(rules, state, snapshot(AT, 89_000)).state;
    expect(advance(rules, lost, MIDNIGHT - 2 * HOUR - 1).verdicts).toEqual([]);
    const loss = { rule: "total_loss", threshold: cents(90_000), observed: cents(89_000) };
    expect(advance(rules, lost, MIDNIGHT).verdicts).toEqual([
      { kind: "warned", ...loss, at: MIDNIGHT - 2 * HOUR },
      { kind: "breached", ...loss, at: MIDNIGHT },
    ]);
  });

  test("an estimated value → warns, and ends nothing", () => {
    const { rules, state } = phase({ daily_loss: dailyLoss });
    const estimated = { ...snapshot(AT, 90_000), estimated: true };
    const { state: after, verdicts } = judge(rules, state, estimated);
    expect(kinds(verdicts)).toEqual(["warned"]);
    expect([after.status, after.equity]).toEqual(["active", cents(100_000)]);
  });
});
