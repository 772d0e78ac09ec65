import { type RuleSet, ruleSetSchema } from "./schemas";
import { dealCounts } from "./schemas/progress";

interface Problem {
  path: (string | number)[];
  message: string;
}

const percent = (hundredths: number) => `${hundredths / 100}%`;

/**
 * A rule set as the catalog accepts it: of fields that contradict each other the message is at the field. `judge`
 * judges by every rule set, also one from before a check.
 */
export const newRuleSetSchema = ruleSetSchema.superRefine((rules, ctx) => {
  for (const { path, message } of findProblems(rules)) {
    ctx.addIssue({ code: "custom", path, message });
  }
});

/** The fields of a rule set that contradict each other, each with a message for people. */
const findProblems = (rules: RuleSet): Problem[] => [
  ...lossProblems(rules),
  ...dayProblems(rules),
  ...holdingProblems(rules),
  ...payoutProblems(rules),
];

function lossProblems({ daily_loss: daily, total_loss: total }: RuleSet): Problem[] {
  const problems: Problem[] = [];
  if (daily && total && isAbove(daily.limit, total.limit)) {
    const most =
      "cents" in total.limit
        ? "the total loss"
        : `the total loss of ${percent(Object.values(total.limit)[0] ?? 0)}`;
    problems.push({ path: ["daily_loss", "limit"], message: `must not be above ${most}` });
  }
  if (daily?.check === "day_end" && daily.then === "pause") {
    const message = "can't pause at a day's end: the pause would end at the same time";
    problems.push({ path: ["daily_loss", "then"], message });
  }
  if (total?.lock && total.reference === "initial") {
    const message = "needs a floor that trails: a static one never rises";
    problems.push({ path: ["total_loss", "lock"], message });
  }
  return problems;
}

type Limit = NonNullable<RuleSet["daily_loss"]>["limit"];

/** Whether a limit is certainly above another one: of different kinds it isn't known without the account's size. */
function isAbove(limit: Limit, other: Limit): boolean {
  if ("cents" in limit) return "cents" in other && limit.cents > other.cents;
  if ("pct_of_initial" in limit)
    return "pct_of_initial" in other && limit.pct_of_initial > other.pct_of_initial;
  return "pct_of_reference" in other && limit.pct_of_reference > other.pct_of_reference;
}

function dayProblems(rules: RuleSet): Problem[] {
  const { min_trading_days: min, time_limit, max_trading_days: max } = rules;
  const problems: Problem[] = [];
  // A limit of n days allows the day of the start and n more.
  const most = Math.min(max ?? Infinity, time_limit ? time_limit.days + 1 : Infinity);
  if (min && min.days > most) {
    const message = `must not be above ${most}, the most days there are to trade`;
    problems.push({ path: ["min_trading_days", "days"], message });
  }
  if (max !== null && time_limit && max > time_limit.days + 1) {
    const message = `must not be above ${time_limit.days + 1}, the days of the time limit`;
    problems.push({ path: ["max_trading_days"], message });
  }
  if (min?.min_profit && dealCounts.some((counts) => counts === min.counts)) {
    const message = "is only for days that count by their profit";
    problems.push({ path: ["min_trading_days", "min_profit"], message });
  }
  if (rules.consistency && rules.consistency.when !== "payout" && !rules.profit_target) {
    const message = "can't be checked at the pass: the phase has no profit target";
    problems.push({ path: ["consistency", "when"], message });
  }
  return problems;
}

function holdingProblems({ holding }: RuleSet): Problem[] {
  if (!holding) return [];
  const { overnight, weekend, closes_at } = holding;
  if (overnight === "hold" && weekend === "hold") {
    const message = "must be flat overnight or at the weekend; else leave the rule out";
    return [{ path: ["holding", "overnight"], message }];
  }
  if ((weekend === "flat") !== (closes_at !== null)) {
    const message =
      weekend === "flat" ? "is required" : "is only for positions that are closed at the weekend";
    return [{ path: ["holding", "closes_at"], message }];
  }
  return [];
}

function payoutProblems({ payout, consistency }: RuleSet): Problem[] {
  const problems: Problem[] = [];
  const steps = payout?.steps ?? [];
  for (const [i, { from_payout }] of steps.entries()) {
    if (i > 0 && from_payout <= (steps[i - 1]?.from_payout ?? 0)) {
      const message = "must be above that of the step before";
      problems.push({ path: ["payout", "steps", i, "from_payout"], message });
    }
  }
  if (consistency && consistency.when !== "pass" && !payout) {
    const message = "can't be checked at payouts: the phase has none";
    problems.push({ path: ["consistency", "when"], message });
  }
  return problems;
}
