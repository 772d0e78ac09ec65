import { describe, expect, test } from "vitest";
import { AT, cents, DAY, deal, phase, play as playEvents } from "@/testing/rules/phase";
import { vectorsOf } from "@/testing/rules/vectors";
import { judgeConsistency } from "./consistency";
import { advance, judge, type TradingEvent } from "./index";

const hundredths = (percent: number) => Math.round(percent * 100);

interface ConsistencyVector {
  id: string;
  title: string;
  days: number[];
  limit_pct: number;
  denominator: "total" | "positive";
  op: "<=" | "<";
  expect: { ok: boolean; best: number; denominator: number; needs_total: number };
}

describe("judge: consistency", () => {
  test.each(
    vectorsOf<ConsistencyVector>("consistency").map(
      (vector) => [vector.id, vector.title, vector] as const,
    ),
  )("%s: %s", (_id, _title, { days, limit_pct, denominator, op, expect: expected }) => {
    const counted = denominator === "total" ? days : days.filter((day) => day > 0);
    const sum = counted.reduce((a, b) => a + b, 0);
    expect(sum).toBe(expected.denominator);
    const rule = {
      best_max_pct: hundredths(limit_pct),
      comparison: op === "<=" ? "at_most" : "less_than",
    } as const;
    expect(judgeConsistency(rule, cents(Math.max(...days)), cents(sum))).toEqual({
      is_met: expected.ok,
      needed: cents(expected.needs_total),
    });
  });
});

interface TargetVector {
  id: string;
  title: string;
  inputs: { balance: number; equity: number; open: number; target: number; mode: string };
  expect: { state: string };
}

describe("judge: profit target", () => {
  test.each(
    vectorsOf<TargetVector>("target")
      .filter(({ inputs }) => inputs.mode !== undefined)
      .map((vector) => [vector.id, vector.title, vector] as const),
  )("%s: %s", (_id, _title, { inputs, expect: expected }) => {
    const measure = inputs.mode === "min" ? "lower" : (inputs.mode as "equity" | "balance_flat");
    const { rules, state } = phase({
      profit_target: {
        amount: { cents: cents(inputs.target - 100_000) },
        measure,
        hold: "at_decision",
      },
    });
    const { balance, equity, open } = inputs;
    const event: TradingEvent = {
      type: "snapshot",
      at: AT + 1_000,
      balance: cents(balance),
      equity: cents(equity),
      open_positions: open,
    };
    expect(judge(rules, state, event).state.status).toBe(expected.state);
  });

  test("G07: reached on day 1 of 4 → target_reached; passed on the fourth day that counts", () => {
    const { rules, state } = phase({
      profit_target: {
        amount: { pct_of_initial: 1_000 },
        measure: "balance_flat",
        hold: "at_decision",
      },
      min_trading_days: { days: 4, counts: "opened", min_profit: null },
    });
    const kinds: string[][] = [];
    let current = state;
    for (let day = 0; day < 4; day++) {
      const at = AT + day * DAY;
      const judged = judge(rules, current, deal({ at, balance: 110_000, profit: 0 }));
      current = judged.state;
      kinds.push(judged.verdicts.map(({ kind }) => kind));
    }
    expect(kinds).toEqual([
      ["day_counted", "target_reached"],
      ["day_counted"],
      ["day_counted"],
      ["day_counted", "passed"],
    ]);
  });
});

describe("judge: days", () => {
  const trade = [
    deal({ at: AT, entry: "in", balance: 100_000, open: 1 }),
    deal({ at: AT + 3 * DAY, entry: "out", balance: 101_500, profit: 1_500 }),
  ];
  const daysOf = (counts: "opened" | "closed_profit", events: TradingEvent[]) => {
    const min_profit = counts === "opened" ? null : ({ pct_of_initial: 50 } as const);
    const { rules, state } = phase({ min_trading_days: { days: 9, counts, min_profit } });
    const judged = playEvents(rules, state, events);
    const ended = advance(rules, judged.state, AT + 5 * DAY);
    return [...judged.verdicts, ...ended.verdicts]
      .filter(({ kind }) => kind === "day_counted")
      .map(({ at }) => Math.ceil((at - AT) / DAY) + (counts === "opened" ? 1 : 0));
  };

  test("W02: a position held over three midnights → day 1 of opening, day 4 of closed profit", () => {
    expect(daysOf("opened", trade)).toEqual([1]);
    expect(daysOf("closed_profit", trade)).toEqual([4]);
  });

  test("W03: exactly 0.5% → counts; a cent less doesn't", () => {
    const profitOf = (profit: number) => [deal({ at: AT, balance: 100_000 + profit, profit })];
    expect(daysOf("closed_profit", profitOf(500))).toEqual([1]);
    expect(daysOf("closed_profit", profitOf(499.99))).toEqual([]);
  });

  test("W05: floating profit and nothing closed → no day", () => {
    const floating = deal({ at: AT, entry: "in", balance: 100_000, equity: 101_000, open: 1 });
    expect(daysOf("closed_profit", [floating])).toEqual([]);
  });

  test("L01: 10 days from Oct 5 → Oct 15 is the last, expired as Oct 16 begins", () => {
    const at = Date.parse("2026-10-05T09:00:00Z");
    const { rules, state } = phase({ time_limit: { days: 10, from: "open" } }, at);
    expect(advance(rules, state, Date.parse("2026-10-15T23:59:59.999Z")).verdicts).toEqual([]);
    const end = Date.parse("2026-10-16T00:00:00Z");
    expect(advance(rules, state, end).verdicts).toEqual([
      { kind: "expired", rule: "time_limit", threshold: 10, observed: 11, at: end },
    ]);
  });

  test("L02: 30 days after a position on Nov 1 → Dec 1 is the last; never while one is open", () => {
    const at = Date.parse("2026-11-01T09:00:00Z");
    const { rules, state } = phase({ inactivity_days: 30 }, at);
    const end = Date.parse("2026-12-02T00:00:00Z");
    const withOpen = (open: number) =>
      judge(rules, state, deal({ at, entry: "in_out", balance: 100_000, open })).state;
    expect(advance(rules, withOpen(0), end - 1).state.status).toBe("active");
    expect(advance(rules, withOpen(0), end).state.status).toBe("expired");
    expect(advance(rules, withOpen(1), end).state.status).toBe("active");
  });
});
