import { expect, it } from "vitest";
import { stepView } from "./fixtures";
import { endWords, withSplit } from "./program-end";

const evaluation = stepView();
const funded = stepView({ phase_type: 1, name: "Funded", profit_split: 85 });
const splits = (steps: ReturnType<typeof withSplit>) => steps.map((it) => it.profit_split);

it("says the program's profit split at its last phase where no phase has its own", () => {
  expect(splits(withSplit([evaluation], 80))).toEqual([80]);
  expect(splits(withSplit([evaluation, evaluation], 80))).toEqual([null, 80]);
  expect(splits(withSplit([evaluation, funded], 80))).toEqual([null, 85]);
  expect(splits(withSplit([evaluation], null))).toEqual([null]);
});

it("promises nothing after a program that has no funded phase", () => {
  expect(endWords([evaluation])).toMatch(/no funded phase.* phase 1 is passed/);
  expect(endWords([evaluation, funded])).toBeNull();
});
