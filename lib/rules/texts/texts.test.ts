import { expect, test } from "vitest";
import { dailyLoss, noRules } from "@/testing/rules/phase";
import { describeRuleSet, rulesText } from ".";

const account = { initial: 10_000_000, currency: "usd", phaseType: "evaluation" } as const;

test("rulesText: a daily loss → the floor of the first day and of another one", () => {
  const texts = rulesText({ ...noRules, daily_loss: dailyLoss }, account);
  expect(texts.find(({ rule }) => rule === "daily_loss")).toEqual({
    rule: "daily_loss",
    title: "Max daily loss",
    short: "5% of the initial balance",
    text: "The daily floor is $5,000.00 (5% of the initial balance) below the balance at the start of the trading day. On the first trading day, equity below $95,000.00 ends the challenge; exactly $95,000.00 does not. On a day that starts with a balance of $102,000.00, the floor is $97,000.00. Equity is your balance with the floating profit or loss of open positions, their commission and swap. The new floor applies from the first moment of the day, also to positions that you hold into it.",
  });
});

test("describeRuleSet: some rules → those in a line; none → None", () => {
  expect(describeRuleSet({ ...noRules, daily_loss: dailyLoss }, "usd")).toBe("Max daily loss 5%");
  expect(describeRuleSet(noRules, "usd")).toBe("None");
});
