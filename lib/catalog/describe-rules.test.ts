import { expect, test } from "vitest";
import { tierFields } from "@/testing/catalog/fields";
import { describeRules } from "./describe-rules";

test("describeRules: a rule without a limit → left out", () => {
  expect(describeRules(tierFields)).toBe(
    "Profit target 8% · Max daily loss 5% · Max total loss 10% · Min. trading days 5",
  );
  const noLimits = { profit_target_pct: null, max_daily_loss_pct: null, profit_split_pct: null };
  expect(describeRules({ ...tierFields, ...noLimits, min_trading_days: 0 })).toBe(
    "Max total loss 10%",
  );
  expect(
    describeRules({ ...tierFields, ...noLimits, max_total_loss_pct: null, min_trading_days: 0 }),
  ).toBe("None");
});
