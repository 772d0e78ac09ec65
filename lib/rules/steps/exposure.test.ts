import { describe, expect, test } from "vitest";
import { AT, cents, deal, kinds, LOT, phase, play, snapshot } from "@/testing/rules/phase";
import { judge } from "../index";

const open = (at: number, count: number) =>
  deal({ at: AT + at, entry: "in", balance: 100_000, open: count });

describe("max_open_positions", () => {
  test("warn: more than the limit → one warning each time it is crossed", () => {
    // biome-ignore lint/suspicious/noThenProperty: the rule's field
    const { rules, state } = phase({ max_open_positions: { limit: 2, then: "warn" } });
    const { state: after, verdicts } = play(rules, state, [
      open(1, 2),
      open(2, 3),
      open(3, 4),
      open(4, 2),
      open(5, 3),
    ]);
    const warned = { kind: "warned", rule: "max_open_positions", threshold: 2, observed: 3 };
    expect(verdicts).toEqual([
      { ...warned, at: AT + 2 },
      { ...warned, at: AT + 5 },
    ]);
    expect(after.status).toBe("active");
  });

  test("fail: exactly the limit → active; more → breached, also by a snapshot", () => {
    // biome-ignore lint/suspicious/noThenProperty: the rule's field
    const { rules, state } = phase({ max_open_positions: { limit: 2, then: "fail" } });
    const atLimit = judge(rules, state, open(1, 2));
    expect(atLimit.state.status).toBe("active");
    const event = { ...snapshot(AT + 2, 100_000), open_positions: 3 };
    expect(judge(rules, atLimit.state, event).verdicts).toEqual([
      { kind: "breached", rule: "max_open_positions", threshold: 2, observed: 3, at: AT + 2 },
    ]);
  });

  test("a loss at the same event → the loss is named; a target at the same event → breached", () => {
    const { rules, state } = phase({
      // biome-ignore lint/suspicious/noThenProperty: the rule's field
      max_open_positions: { limit: 2, then: "fail" },
      daily_loss: {
        measure: "equity",
        at_limit: "below",
        limit: { pct_of_initial: 500 },
        reference: "balance",
        check: "always",
        // biome-ignore lint/suspicious/noThenProperty: the rule's field
        then: "fail",
      },
      profit_target: { amount: { cents: cents(1_000) }, measure: "equity", hold: "at_decision" },
    });
    const lost = judge(rules, state, { ...open(1, 3), equity: cents(94_000) });
    expect(lost.verdicts).toMatchObject([{ kind: "breached", rule: "daily_loss" }]);
    const won = judge(rules, state, { ...open(1, 3), equity: cents(101_000) });
    expect(won.verdicts).toMatchObject([{ kind: "breached", rule: "max_open_positions" }]);
  });
});

describe("max_lots", () => {
  // biome-ignore lint/suspicious/noThenProperty: the rule's field
  const max_lots = { limit: 150, then: "warn" } as const;
  const lots = (at: number, entry: "in" | "out" | "in_out", volume: number, positions = 1) =>
    deal({ at: AT + at, entry, balance: 100_000, lots: volume, open: positions });

  test("warn: deals in and out → the sum of what is open, to the hundred-millionth", () => {
    const { rules, state } = phase({ max_lots });
    const { state: after, verdicts } = play(rules, state, [
      lots(1, "in", 1.2),
      lots(2, "in", 0.3),
      lots(3, "in", 0.000_000_01),
      lots(4, "out", 0.5),
      lots(5, "in_out", 9),
    ]);
    expect(verdicts).toEqual([
      {
        kind: "warned",
        rule: "max_lots",
        threshold: 1.5 * LOT,
        observed: 1.5 * LOT + 1,
        at: AT + 3,
      },
    ]);
    expect(after.open_lots).toBe(LOT + 1);
  });

  test("fail: → breached", () => {
    // biome-ignore lint/suspicious/noThenProperty: the rule's field
    const { rules, state } = phase({ max_lots: { limit: 150, then: "fail" } });
    expect(judge(rules, state, lots(1, "in", 1.5)).state.status).toBe("active");
    expect(kinds(judge(rules, state, lots(1, "in", 1.51)).verdicts)).toEqual(["breached"]);
  });

  test("lots that the venue reports → they count, not those of the deals", () => {
    const { rules, state } = phase({ max_lots });
    const reversed = { ...lots(2, "in_out", 9), open_lots: 2 * LOT };
    const after = play(rules, state, [lots(1, "in", 1), reversed]);
    expect([after.state.open_lots, kinds(after.verdicts)]).toEqual([2 * LOT, ["warned"]]);
    const reported = { ...snapshot(AT + 3, 99_000, 100_000), open_lots: LOT };
    expect(judge(rules, after.state, reported).state.open_lots).toBe(LOT);
    const silent = snapshot(AT + 3, 99_000, 100_000);
    expect(judge(rules, after.state, silent).state.open_lots).toBe(2 * LOT);
  });

  test("a deal without a volume → no lots", () => {
    const { rules, state } = phase({ max_lots });
    const silent = deal({ at: AT, entry: "in", balance: 100_000, open: 1 });
    expect(judge(rules, state, silent).state.open_lots).toBe(0);
  });

  test("no position open, or more closed than was opened → no lots", () => {
    const { rules, state } = phase({ max_lots });
    const closed = play(rules, state, [lots(1, "in", 1), lots(2, "out", 0.4, 0)]).state;
    expect(closed.open_lots).toBe(0);
    const more = play(rules, state, [lots(1, "in", 1), lots(2, "out", 1.2)]).state;
    expect(more.open_lots).toBe(0);
  });

  test("extremes of a window → judged with the lots from before it", () => {
    // biome-ignore lint/suspicious/noThenProperty: the rule's field
    const { rules, state } = phase({ max_lots: { limit: 150, then: "warn" } });
    const at = AT + 1_000;
    const event = {
      ...snapshot(at, 99_000, 100_000),
      open_lots: 2 * LOT,
      since_last: { min_equity: cents(99_000), max_equity: cents(100_000) },
    };
    expect(judge(rules, state, event).verdicts).toMatchObject([{ kind: "warned", at }]);
  });
});
