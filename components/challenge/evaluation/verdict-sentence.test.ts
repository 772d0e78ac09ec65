import { expect, test } from "vitest";
import { dailyLoss } from "@/lib/rules";
import { verdictView } from "./fixtures";
import { verdictSentence } from "./verdict-sentence";

const strict = {
  daily_loss: {
    ...dailyLoss({ pct_of_initial: 500 }, "balance", { at_limit: "touch" }),
    measure: "balance" as const,
  },
  total_loss: null,
};

test.each([
  [
    { kind: "warned", observed: "97400.00" } as const,
    "Equity was $97,400.00, with the daily floor of $95,000.00.",
  ],
  [{ rule: "total_loss" }, "Equity was $94,999.99, below the total floor of $95,000.00."],
  [
    { kind: "day_counted", rule: "min_trading_days", threshold: "4", observed: "3" } as const,
    "3 of 4 days.",
  ],
  [
    { rule: "max_open_positions", threshold: "1", observed: "2" },
    "2 positions open; the limit is 1.",
  ],
  [
    { kind: "expired", rule: "inactivity_days", threshold: "30", observed: "31" } as const,
    "No position was opened for 31 days; the limit is 30.",
  ],
  [{ kind: "passed", rule: null, threshold: null, observed: null } as const, ""],
])("verdictSentence: %j → %s", (changes, sentence) => {
  expect(verdictSentence(verdictView(changes), null, "USD")).toBe(sentence);
});

test("verdictSentence: a rule by balance, whose floor itself is too low → says both", () => {
  expect(verdictSentence(verdictView({ observed: "95000.00" }), strict, "USD")).toBe(
    "The balance was $95,000.00. It reached the daily floor of $95,000.00.",
  );
});
