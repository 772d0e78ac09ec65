import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AT, DAY, noRules, phase } from "@/testing/rules/phase";
import { advance, judge, openPhase, type PhaseState } from "../index";
import { presets } from "../presets";
import type { DailyLoss, RuleSet, TotalLoss } from "../schemas";
import { rulesText } from ".";
import { exampleExpiry } from "./worked-numbers";

/** Amounts that a text names, as `$95,000.00`, in cents. */
const cents = (text = "") => Math.round(Number(text.replace(/[$,]/g, "")) * 100);
const money = String.raw`(\$[\d,]+\.\d\d)`;

/** The sentences that say at which value something ends or pauses, and at which it doesn't. */
function statedFloors(text: string) {
  const sentence = new RegExp(
    `(?:below ${money}|${money} or less)(?: when [a-z ]+ ends,)? [a-z ]+; (?:exactly )?${money} (?:does not|is allowed)\\.`,
    "g",
  );
  return [...text.matchAll(sentence)].map(([, below, orLess, allowed]) => ({
    highestForbidden: below ? cents(below) - 1 : cents(orLess),
    lowestAllowed: cents(allowed),
  }));
}

/** What becomes of a phase whose account has this balance and equity now, and still at the end of the day. */
function statusAt(rules: RuleSet, state: PhaseState, value: number): PhaseState["status"] {
  const values = { balance: value, equity: value, open_positions: 0 };
  const event = { type: "snapshot", at: state.at, ...values } as const;
  const now = judge(rules, state, event).state;
  const isAlways = (rules.daily_loss ?? rules.total_loss)?.check === "always";
  return isAlways ? now.status : advance(rules, now, now.day_ends_at).state.status;
}

/** The start of the next day of a phase that had this balance and equity before. */
function nextDay(rules: RuleSet, state: PhaseState, value: number): PhaseState {
  const values = { balance: value, equity: value, open_positions: 0 };
  const { state: high } = judge(rules, state, { type: "snapshot", at: state.at, ...values });
  return advance(rules, high, high.day_ends_at).state;
}

function checkDailyLoss(rules: RuleSet, initial: number) {
  const alone = { ...rules, total_loss: null };
  const text = textOf(rules, initial, "daily_loss");
  const state = openPhase(noOtherRule(alone), { initial, at: AT });
  const expected = rules.daily_loss?.then === "pause" ? "paused" : "breached";
  const [floor, ...more] = statedFloors(text);
  expect(more).toEqual([]);
  expect(floor).toBeDefined();
  if (!floor) return;
  expect(floor.lowestAllowed).toBe(floor.highestForbidden + 1);
  expect(statusAt(noOtherRule(alone), state, floor.highestForbidden)).toBe(expected);
  expect(statusAt(noOtherRule(alone), state, floor.lowestAllowed)).toBe("active");
}

function checkTotalLoss(rules: RuleSet, initial: number) {
  const alone = noOtherRule({ ...rules, daily_loss: null });
  const text = textOf(rules, initial, "total_loss");
  const opened = openPhase(alone, { initial, at: AT });
  const floors = statedFloors(text);
  const once = new RegExp(`Once [^$]*${money}, the floor is ${money}: `).exec(text);
  expect(floors).toHaveLength(once ? 2 : 1);
  expect(once !== null).toBe(rules.total_loss?.reference !== "initial");
  const states = [opened, nextDay(alone, opened, cents(once?.[1]))];
  for (const [i, { highestForbidden, lowestAllowed }] of floors.entries()) {
    const state = states[i] ?? opened;
    expect(lowestAllowed).toBe(highestForbidden + 1);
    expect(statusAt(alone, state, highestForbidden)).toBe("breached");
    expect(statusAt(alone, state, lowestAllowed)).toBe("active");
  }
  const locked = new RegExp(`Once [^$]*${money}, the floor is ${money} and stays there`).exec(text);
  if (!locked) return;
  const [high, floor] = [cents(locked[1]), cents(locked[2])];
  expect(nextDay(alone, opened, high).total).toMatchObject({ floor, is_locked: true });
  expect(nextDay(alone, opened, high - 1).total?.is_locked).toBe(false);
}

const noOtherRule = ({ day, daily_loss, total_loss }: RuleSet): RuleSet => ({
  ...noRules,
  day,
  daily_loss,
  total_loss,
});

function textOf(rules: RuleSet, initial: number, rule: string): string {
  const texts = rulesText(rules, { initial, currency: "usd", phaseType: "evaluation" });
  return texts.find((text) => text.rule === rule)?.text ?? "";
}

describe("rulesText: a preset → the judge ends it at the stated amounts, and not one cent before", () => {
  const phases = presets.flatMap(({ id, size, phases }) =>
    phases.map(({ name, rules }) => ({ title: `${id}, ${name}`, size, rules })),
  );
  test.each(phases)("$title", ({ size, rules }) => {
    for (const initial of size ? [size] : [10_000_000, 2_500_000, 123_457]) {
      if (rules.daily_loss) checkDailyLoss(rules, initial);
      if (rules.total_loss) checkTotalLoss(rules, initial);
      expect(rules.daily_loss ?? rules.total_loss).not.toBeNull();
    }
  });

  test.each(phases.filter(({ rules }) => rules.profit_target))(
    "target of $title",
    ({ size, rules }) => {
      const initial = size ?? 10_000_000;
      const text = textOf(rules, initial, "profit_target");
      const level = cents(new RegExp(`${money} or more`).exec(text)?.[1]);
      const alone = { ...noRules, profit_target: rules.profit_target };
      const state = openPhase(alone, { initial, at: AT });
      expect(statusAt(alone, state, level)).toBe("passed");
      expect(statusAt(alone, state, level - 1)).toBe("active");
    },
  );
});

const common = {
  measure: fc.constantFrom("equity", "balance", "lower"),
  at_limit: fc.constantFrom("below", "touch"),
  limit: fc.oneof(
    fc.record({ pct_of_initial: fc.integer({ min: 10, max: 3_000 }) }),
    fc.record({ pct_of_reference: fc.integer({ min: 10, max: 3_000 }) }),
    fc.record({ cents: fc.integer({ min: 1_000, max: 2_000_000 }) }),
  ),
  check: fc.constantFrom("always", "day_end"),
};
const initial = fc.integer({ min: 2_500_000, max: 20_000_000 });

test("rulesText: any daily loss → the judge acts at the stated amounts", () => {
  const dailyLoss = fc.record({
    ...common,
    reference: fc.constantFrom("balance", "equity", "higher"),
    // biome-ignore lint/suspicious/noThenProperty: the rule's field
    then: fc.constantFrom("fail", "pause"),
  }) as fc.Arbitrary<DailyLoss>;
  fc.assert(
    fc.property(dailyLoss, initial, (daily_loss, size) => {
      // A pause that begins when a day ends is over at once: the status shows only that the new day is active.
      fc.pre(daily_loss.check === "always" || daily_loss.then === "fail");
      checkDailyLoss(phase({ daily_loss }).rules, size);
    }),
  );
});

test("rulesText: any total loss → the judge ends the phase at the stated amounts", () => {
  const totalLoss = fc.record({
    ...common,
    reference: fc.constantFrom(
      "initial",
      "day_end_balance_high",
      "balance_high",
      "equity_high",
      "day_end_equity_high",
    ),
    lock: fc.option(fc.record({ plus_cents: fc.integer({ min: 0, max: 500_000 }) })),
  }) as fc.Arbitrary<TotalLoss>;
  fc.assert(
    fc.property(totalLoss, initial, (total_loss, size) => {
      checkTotalLoss(phase({ total_loss }).rules, size);
    }),
  );
});

test("rulesText: days that start higher → the judge's floor of such a day", () => {
  for (const reference of ["balance", "equity", "higher"] as const) {
    for (const { rules: preset } of presets.flatMap(({ phases }) => phases)) {
      if (!preset.daily_loss) continue;
      const rules = noOtherRule({
        ...preset,
        total_loss: null,
        daily_loss: { ...preset.daily_loss, reference },
      });
      const text = textOf(rules, 10_000_000, "daily_loss");
      const [, stated] =
        new RegExp(`A day that starts with .* has a floor of ${money}\\.`).exec(text) ?? [];
      const balance = cents(new RegExp(`a balance of ${money}`).exec(text)?.[1]);
      const equity = cents(new RegExp(`equity of ${money} has`).exec(text)?.[1]);
      const opened = openPhase(rules, { initial: 10_000_000, at: AT });
      const { state } = judge(rules, opened, {
        type: "snapshot",
        at: AT,
        balance: balance || equity,
        equity: equity || balance,
        open_positions: 1,
      });
      expect(cents(stated)).toBe(advance(rules, state, AT + DAY).state.daily?.floor);
    }
  }
});

test("exampleExpiry: any days, in zones whose clocks change → when the judge expires the phase", () => {
  const zones = ["UTC", "America/New_York", "Europe/Prague", "Australia/Lord_Howe", "Asia/Tokyo"];
  const day = fc.record({
    zone: fc.constantFrom(...zones),
    starts_at: fc.constantFrom("00:00", "02:30", "12:00", "14:00", "17:00", "23:59"),
  });
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 400 }), (day, days) => {
      for (const own of [
        { time_limit: { days, from: "open" as const } },
        { inactivity_days: days },
      ]) {
        const rules = { ...noRules, ...own, day };
        const { openedAt = 0, expiresAt = 0 } = exampleExpiry(rules, days) ?? {};
        const opened = openPhase(rules, { initial: 100, at: openedAt });
        expect(advance(rules, opened, expiresAt - 1).state.status).toBe("active");
        expect(advance(rules, opened, expiresAt).verdicts).toMatchObject([{ kind: "expired" }]);
      }
    }),
    { numRuns: 40 },
  );
});
