// biome-ignore-all lint/suspicious/noThenProperty: a field of rules

import { expect, test } from "vitest";
import { dailyLoss, noRules, trailingLoss } from "@/testing/rules/phase";
import { newRuleSetSchema } from "../checks";
import { type RuleSet, ruleSetSchema } from "../schemas";
import { describeRuleSet, rulesText } from ".";

const account = { initial: 10_000_000n, currency: "usd", phaseType: "evaluation" } as const;

/** A rule set with every rule. */
const everyRule: RuleSet = newRuleSetSchema.parse({
  version: 1,
  day: { zone: "America/New_York", starts_at: "17:00" },
  daily_loss: dailyLoss,
  total_loss: { ...trailingLoss, lock: { plus_cents: 10_000 } },
  profit_target: { amount: { pct_of_initial: 800 }, measure: "balance_flat", hold: "at_decision" },
  min_trading_days: { days: 4, counts: "day_profit", min_profit: { pct_of_initial: 50 } },
  time_limit: { days: 60, from: "open" },
  max_trading_days: 40,
  inactivity_days: 30,
  consistency: {
    unit: "day",
    best_max_pct: 4_000,
    of: "total_profit",
    comparison: "at_most",
    when: "both",
    effect: "block",
  },
  max_open_positions: { limit: 10, then: "warn" },
  max_lots: { limit: 150, then: "fail" },
  holding: {
    overnight: "flat",
    weekend: "flat",
    closes_at: { weekday: 5, time: "16:45", zone: "America/New_York" },
    exempt: ["BTCUSD", "ETHUSD"],
    then: "close",
  },
  after_withdrawal: "shift",
  conduct: [{ code: "copy_trading", parameters: {}, text: "Copy only your own trades" }],
  payout: {
    split_pct: 8_000,
    steps: [
      {
        from_payout: 4,
        split_pct: 9_000,
        max_amount: { cents: 500_000 },
        max_pct_of_balance: 5_000,
      },
    ],
    first_after_days: 14,
    schedule: { every_days: 7 },
    min_amount: { cents: 10_000 },
    min_winning_days: { days: 5, min_profit: { cents: 15_000 } },
    flat: true,
    buffer: { pct_of_initial: 200 },
    fee_refund_with: 1,
    while_pending: "frozen",
  },
});

const textOf = (rules: RuleSet, rule: string) =>
  rulesText(rules, account).find((text) => text.rule === rule)?.text;

test("rulesText: every rule → each field of a rule set once, in order", () => {
  const texts = rulesText(everyRule, account);
  expect(texts.map(({ rule, title, short }) => [rule, title, short])).toEqual([
    ["profit_target", "Profit target", "8% of the initial balance"],
    ["min_trading_days", "Min. trading days", "4 days"],
    ["consistency", "Consistency", "Best day at most 40% of the total closed profit"],
    ["daily_loss", "Max daily loss", "5% of the initial balance"],
    ["total_loss", "Max total loss", "$3,000.00, trailing up to $100,100.00"],
    ["time_limit", "Time limit", "60 days"],
    ["max_trading_days", "Max. trading days", "40 days"],
    ["inactivity_days", "Inactivity", "30 days without a new position"],
    ["max_open_positions", "Max. open positions", "10"],
    ["max_lots", "Max. lots", "1.50 lots"],
    ["holding", "Holding positions", "Not overnight"],
    ["day", "Trading day", "Begins at 17:00 New York time"],
    ["payout", "Payouts", "80% of the profit"],
    ["after_withdrawal", "Withdrawals", "The daily and total floors move with it"],
    ["conduct", "Copy trading", "Reviewed by an operator"],
  ]);
  const fields = Object.keys(ruleSetSchema.shape).filter((field) => field !== "version");
  expect(texts.map(({ rule }) => rule as string).sort()).toEqual(fields.sort());
});

test("rulesText: a rule set without rules → the trading day, and of an evaluation that it has no target and no time limit", () => {
  expect(rulesText(noRules, account).map(({ rule }) => rule)).toEqual([
    "profit_target",
    "time_limit",
    "day",
  ]);
  const funded = rulesText(noRules, { ...account, phaseType: "funded" });
  expect(funded.map(({ rule }) => rule)).toEqual(["day"]);
});

test("rulesText: a daily loss → the floor of the first day and of another one", () => {
  expect(textOf({ ...noRules, daily_loss: dailyLoss }, "daily_loss")).toBe(
    "On the first trading day, equity below $95,000.00 ends the challenge; exactly $95,000.00 does not. Each trading day has a new floor: the balance at its start, less $5,000.00 (5% of the initial balance). A day that starts with a balance of $102,000.00 has a floor of $97,000.00. The new floor applies from the first moment of the day, also to positions that are already open. Equity includes open positions: their floating profit or loss, commission and swap.",
  );
});

test("rulesText: a trailing total loss → its floor at the start, after a high, and where it stops", () => {
  expect(textOf({ ...everyRule, daily_loss: null, payout: null }, "total_loss")).toBe(
    "At the start, equity below $97,000.00 ends the challenge; exactly $97,000.00 does not. The floor follows the highest equity so far, less $3,000.00: it rises with each new high and never falls. Once equity has reached $101,500.00, the floor is $98,500.00: equity below $98,500.00 ends the challenge; exactly $98,500.00 does not. The profit of open positions raises it immediately, even if they close with less. Once equity has reached $103,100.00, the floor is $100,100.00 and stays there. Equity includes open positions: their floating profit or loss, commission and swap.",
  );
});

test("rulesText: two floors → the higher is said to be reached first only if they are compared alike", () => {
  const daily = "The daily floor applies as well";
  const both = `${daily}: the higher of the two is reached first.`;
  const total_loss = { ...trailingLoss, measure: dailyLoss.measure, check: dailyLoss.check };
  expect(textOf({ ...everyRule, total_loss }, "total_loss")).toContain(both);
  for (const other of [{ measure: "balance" }, { check: "day_end" }] as const) {
    const text = textOf({ ...everyRule, total_loss: { ...total_loss, ...other } }, "total_loss");
    expect(text).toContain(`${daily}.`);
    expect(text).not.toContain(both);
  }
});

test("rulesText: two floors of the same value → what equity includes is said once", () => {
  const included = /Equity includes open positions/g;
  const textsOf = (rules: RuleSet) =>
    `${textOf(rules, "daily_loss")}${textOf(rules, "total_loss")}`;
  expect(textsOf(everyRule).match(included)).toHaveLength(1);
  expect(textsOf({ ...everyRule, daily_loss: null }).match(included)).toHaveLength(1);
});

test("rulesText: limits of time → the first moment after the last day, in the rule's zone", () => {
  const inUtc = (own: Partial<RuleSet>) => ({ ...noRules, ...own });
  const days = 10;
  expect(textOf(inUtc({ time_limit: { days, from: "open" } }), "time_limit")).toBe(
    "You have 10 calendar days after the day on which the account opens. Weekends count. If you haven't passed by then, the phase expires and the challenge is over. An account that opens on June 1 at 12:00 expires on June 12 at 00:00 (UTC).",
  );
  expect(textOf(inUtc({ time_limit: { days, from: "first_trade" } }), "time_limit")).toContain(
    "After a first trade on June 1 at 12:00, the phase expires on June 12 at 00:00 (UTC).",
  );
  const { day } = everyRule;
  expect(textOf(inUtc({ day, inactivity_days: days }), "inactivity_days")).toContain(
    "If your last position was opened on June 1 at 08:00 and is closed, the phase expires on June 11 at 17:00 (New York time). A new day begins at 17:00, not at midnight.",
  );
});

/** Values of fields that must be distinguished, of rules that differ from `everyRule` in them alone. */
const choices: [rule: keyof RuleSet, field: string, values: unknown[]][] = [
  ["daily_loss", "measure", ["equity", "balance", "lower"]],
  ["daily_loss", "at_limit", ["below", "touch"]],
  ["daily_loss", "reference", ["balance", "equity", "higher"]],
  ["daily_loss", "check", ["always", "day_end"]],
  ["daily_loss", "then", ["fail", "pause"]],
  ["daily_loss", "limit", [{ pct_of_initial: 300 }, { pct_of_reference: 300 }, { cents: 300_001 }]],
  ["total_loss", "measure", ["equity", "balance", "lower"]],
  ["total_loss", "at_limit", ["below", "touch"]],
  [
    "total_loss",
    "reference",
    ["day_end_balance_high", "balance_high", "equity_high", "day_end_equity_high"],
  ],
  ["total_loss", "check", ["always", "day_end"]],
  ["total_loss", "lock", [null, { plus_cents: 0 }, { plus_cents: 1 }]],
  ["profit_target", "measure", ["balance_flat", "equity", "lower"]],
  ["profit_target", "hold", ["at_decision", "once"]],
  [
    "min_trading_days",
    "counts",
    [
      "opened",
      "opened_or_closed",
      "opened_and_closed",
      "closed_profit",
      "closed_profit_net_of_floating",
      "profit_by_open_day",
      "day_profit",
    ],
  ],
  ["min_trading_days", "min_profit", [null, { pct_of_initial: 50 }, { cents: 1 }]],
  ["time_limit", "from", ["open", "first_trade"]],
  ["consistency", "unit", ["day", "trade"]],
  ["consistency", "of", ["total_profit", "winning_days"]],
  ["consistency", "comparison", ["at_most", "less_than"]],
  ["consistency", "when", ["pass", "payout", "both"]],
  ["consistency", "effect", ["block", "review"]],
  ["max_open_positions", "then", ["warn", "fail"]],
  ["max_lots", "then", ["warn", "fail"]],
  ["holding", "overnight", ["hold", "flat"]],
  ["holding", "exempt", [[], ["BTCUSD"], ["BTCUSD", "ETHUSD"]]],
  ["holding", "then", ["close", "warn", "fail"]],
  ["payout", "steps", [[], everyRule.payout?.steps]],
  ["payout", "first_after_days", [0, 1, 14]],
  [
    "payout",
    "schedule",
    [
      null,
      { every_days: 1 },
      { every_days: 14 },
      { weekday: 2, zone: "Europe/Prague", time: "09:00" },
    ],
  ],
  ["payout", "min_amount", [null, { cents: 5_000 }]],
  ["payout", "min_winning_days", [null, { days: 3, min_profit: null }]],
  ["payout", "flat", [true, false]],
  ["payout", "buffer", [null, { cents: 5_000 }]],
  ["payout", "fee_refund_with", [null, 1, 2]],
  ["payout", "while_pending", ["frozen", "trade"]],
];

test.each(choices)("rulesText: each value of %s.%s → a text of its own", (rule, field, values) => {
  const texts = values.map((value) => {
    const changed = { ...Object(everyRule[rule]), [field]: value };
    return textOf(ruleSetSchema.parse({ ...everyRule, [rule]: changed }), rule);
  });
  expect(new Set(texts).size).toBe(values.length);
  for (const text of texts) {
    expect(text).toMatch(/^[A-Z].*\.$/);
    expect(text).not.toMatch(/undefined|null|NaN|object|_| {2}|\.\./);
  }
});

test("rulesText: each way of withdrawals → a text of its own", () => {
  const texts = (["shift", "keep", "lock_at_initial"] as const).map((after_withdrawal) =>
    textOf({ ...everyRule, after_withdrawal }, "after_withdrawal"),
  );
  expect(texts).toEqual([
    expect.stringContaining("is $97,000.00 and you withdraw $2,000.00, it becomes $95,000.00"),
    expect.stringContaining("is $97,000.00 and you withdraw $2,000.00, it is still $97,000.00"),
    expect.stringContaining("rises to the initial balance of $100,000.00"),
  ]);
});

test("rulesText: a funded phase → what ends is the funded phase, never the challenge", () => {
  const texts = rulesText(everyRule, { ...account, phaseType: "funded" });
  for (const { text } of texts) expect(text).not.toContain("challenge");
  expect(texts.find(({ rule }) => rule === "daily_loss")?.text).toContain("ends the funded phase");
});

test("describeRuleSet: what passes, ends, pauses or blocks → in a line; no rule → None", () => {
  expect(describeRuleSet(everyRule, "usd", "evaluation")).toBe(
    "Profit target 8% · Max daily loss 5% · Max total loss $3,000.00 trailing · Min. trading days 4 · Time limit 60 days · Max. trading days 40 · Inactivity 30 days · Consistency 40%",
  );
  const pausing = { ...noRules, daily_loss: { ...dailyLoss, then: "pause" as const } };
  expect(describeRuleSet(pausing, "usd", "evaluation")).toBe(
    "No profit target · Max daily loss 5% (pause)",
  );
  expect(describeRuleSet(noRules, "usd", "funded")).toBe("None");
});
