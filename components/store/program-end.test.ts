import { expect, test } from "vitest";
import { fundedView, stepView } from "@/testing/catalog/step-view";
import { afterPassingAccount } from "./after-passing-account";
import { afterPassing } from "./program-end";

const evaluation = stepView();
const funded = fundedView();

test("afterPassing: a program of one evaluation → no funded account or payout follows", () => {
  expect(afterPassing([evaluation], 199)).toBe(afterPassingAccount);
});

test("afterPassing: more phases, or a funded one → later phases and payouts aren't available", () => {
  for (const steps of [[evaluation, evaluation], [evaluation, funded], [funded]]) {
    expect(afterPassing(steps, 499)).toMatch(/later phases and payouts aren't available/i);
  }
});

test("afterPassing: a free trial → null", () => {
  expect(afterPassing([evaluation], 0)).toBeNull();
});
