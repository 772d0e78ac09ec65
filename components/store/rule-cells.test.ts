import { expect, it } from "vitest";
import type { StepView } from "@/lib/catalog/schemas";
import { fundedView, stepView } from "@/testing/catalog/step-view";
import { phaseGoal } from "./program";
import { planRules } from "./rule-cells";

const account = { size: 100_000, currency: "usd" };
const ruleOf = (rule: string, ...steps: StepView[]) =>
  planRules(steps, account).find((cell) => cell.rule === rule);
const { daily_loss: daily, total_loss: total } = stepView().rules ?? {};
if (!daily || !total) throw new Error("the example has losses");
const days = (count: number) => ({ time_limit: { days: count, from: "open" } as const });

it("planRules: a limit that all phases share → its percentage and its amount", () => {
  const rule = ruleOf("daily_loss", stepView(), stepView(), fundedView());
  expect(rule).toMatchObject({ name: "Max daily loss", share: "5%", amount: "$5,000" });
});

it("planRules: a limit that differs by phase → its values in order, no amount", () => {
  const four = stepView({ daily_loss: { ...daily, limit: { pct_of_initial: 400 } } });
  expect(ruleOf("daily_loss", four, stepView())).toEqual({
    rule: "daily_loss",
    name: "Max daily loss",
    share: "4% / 5%",
  });
});

it("planRules: a limit that only some phases have → no amount", () => {
  const rule = ruleOf("total_loss", stepView(), stepView({ total_loss: null }));
  expect(rule).toMatchObject({ share: "10% / No limit" });
  expect(rule?.amount).toBeUndefined();
});

it("planRules: a total loss that trails → in words, no percentage that looks static", () => {
  const trailing = stepView({ total_loss: { ...total, reference: "equity_high" } });
  const rule = ruleOf("total_loss", trailing);
  expect(rule?.share).toMatch(/trailing/);
  expect(rule?.amount).toBeUndefined();
});

it("planRules: time limits → those of the evaluations, phase by phase", () => {
  const share = (...steps: StepView[]) => ruleOf("time_limit", ...steps)?.share;
  expect(share(stepView(), stepView(days(60)), fundedView())).toBe("30 days / 60 days");
  expect(share(stepView({ time_limit: null }), fundedView())).toBe("None");
  expect(share(stepView(), stepView({ time_limit: null }))).toBe("30 days / None");
  expect(share(stepView(days(14)))).toBe("14 days");
});

it("planRules: no minimum of trading days → no line for it; payouts → none, they aren't available yet", () => {
  const bare = planRules([stepView({ min_trading_days: null })], account);
  expect(bare.map(({ name }) => name)).toEqual([
    "Profit target",
    "Max daily loss",
    "Max total loss",
    "Time limit",
  ]);
});

it("phaseGoal: a target, an amount, a funded phase, no target → +8%, $900.00, No target", () => {
  const amount = {
    profit_target: { amount: { cents: 90_000 }, measure: "equity", hold: "once" } as const,
  };
  const steps = [stepView(), stepView(amount), fundedView(), stepView({ profit_target: null })];
  expect(steps.map(phaseGoal)).toEqual(["+8%", "$900.00", "No target", "No target"]);
});

it("planRules: a daily loss that pauses → in words; a funded phase with a time limit → its own", () => {
  // biome-ignore lint/suspicious/noThenProperty: the rule's field
  const pausing = stepView({ daily_loss: { ...daily, then: "pause" } });
  expect(ruleOf("daily_loss", pausing)?.share).toMatch(/pause/);
  expect(ruleOf("daily_loss", stepView(), pausing)?.share).toMatch(/^5% \/ .*pause/);
  expect(ruleOf("time_limit", stepView(), fundedView(days(14)))?.share).toBe("30 days / 14 days");
});
