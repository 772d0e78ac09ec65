import fc from "fast-check";
import { expect, test } from "vitest";
import { dailyLoss, noRules } from "@/testing/rules/phase";
import { hashRules } from "../hash";
import { payouts } from "../rule-set";
import type { RuleSet } from "../schemas";
import { type AddOn, AddOnConflict, addOnSchema, applyAddOns } from ".";

const addOn = (code: string, changes: AddOn["changes"]): AddOn =>
  addOnSchema.parse({ code, name: code, price: { pct_of_price: 2_500 }, changes });

const split90 = addOn("split-90", [{ field: "payout.split_pct", value: 9_000 }]);
const noTimeLimit = addOn("no-time-limit", [{ field: "time_limit", value: null }]);
const weekend = addOn("weekend", [
  { field: "holding.weekend", value: "hold" },
  { field: "holding.closes_at", value: null },
]);
const largerDailyLoss = addOn("daily-6", [
  { field: "daily_loss.limit", value: { pct_of_initial: 600 } },
]);

const rules: RuleSet = {
  ...noRules,
  daily_loss: dailyLoss,
  time_limit: { days: 30, from: "open" },
  payout: payouts(8_000, { days: 14 }),
  holding: {
    overnight: "flat",
    weekend: "flat",
    closes_at: { weekday: 5, time: "16:45", zone: "America/New_York" },
    exempt: [],
    // biome-ignore lint/suspicious/noThenProperty: the rule's field
    then: "close",
  },
};

test("applyAddOns: some add-ons → their fields changed, all others as before", () => {
  expect(applyAddOns(rules, [split90, noTimeLimit, weekend, largerDailyLoss])).toEqual({
    ...rules,
    daily_loss: { ...dailyLoss, limit: { pct_of_initial: 600 } },
    time_limit: null,
    payout: payouts(9_000, { days: 14 }),
    holding: { ...rules.holding, weekend: "hold", closes_at: null },
  });
  expect(applyAddOns(rules, [])).toEqual(rules);
});

test("applyAddOns: any order → the same hash, another than without", async () => {
  const all = [split90, noTimeLimit, weekend, largerDailyLoss];
  const hash = await hashRules(applyAddOns(rules, all));
  expect(hash).not.toBe(await hashRules(rules));
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(all, { minLength: all.length }), async (order) => {
      expect(await hashRules(applyAddOns(rules, order))).toBe(hash);
    }),
  );
});

test("applyAddOns: a part of a rule that the phase doesn't have → unchanged", () => {
  expect(applyAddOns(noRules, [split90, weekend])).toEqual(noRules);
});

test("applyAddOns: two add-ons change a field, or a field and a part of it → AddOnConflict", () => {
  const noPayout = addOn("no-payout", [{ field: "payout", value: null }]);
  const split95 = addOn("split-95", [{ field: "payout.split_pct", value: 9_500 }]);
  for (const other of [noPayout, split95]) {
    for (const pair of [
      [split90, other],
      [other, split90],
    ]) {
      expect(() => applyAddOns(rules, pair)).toThrow(AddOnConflict);
    }
  }
  expect(() => applyAddOns(rules, [split90, split90])).toThrow(
    "split-90 and split-90 both change payout.split_pct",
  );
});

test("applyAddOns: fields of similar names → no conflict", () => {
  const days = addOn("days", [{ field: "max_trading_days", value: 20 }]);
  const positions = addOn("positions", [{ field: "max_open_positions", value: null }]);
  expect(applyAddOns(rules, [days, positions]).max_trading_days).toBe(20);
});

test("applyAddOns: a result that contradicts itself, or a field that isn't there → rejected", () => {
  const tooLong = addOn("days", [{ field: "max_trading_days", value: 60 }]);
  expect(() => applyAddOns(rules, [tooLong])).toThrow("must not be above 31");
  const unknown = addOn("unknown", [{ field: "payout.spilt_pct", value: 9_000 }]);
  expect(() => applyAddOns(rules, [unknown])).toThrow("spilt_pct");
  const noObject = addOn("none", [{ field: "after_withdrawal.kind", value: "keep" }]);
  expect(() => applyAddOns(rules, [noObject])).toThrow("after_withdrawal");
});

test("addOnSchema: the version, or a path that is none → rejected", () => {
  for (const field of ["version", "payout..split_pct", "Payout", "__proto__.x", ""]) {
    const changes = [{ field, value: 1 }];
    const parsed = addOnSchema.safeParse({ code: "a", name: "A", price: { cents: 1 }, changes });
    expect(parsed.success).toBe(false);
  }
});
