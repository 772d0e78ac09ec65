import { judgeConsistency } from "../consistency";
import { amountOf } from "../floors";
import type { Consistency, RuleSet } from "../schemas";
import { dealCounts } from "../schemas/progress";
import { hasWithdrawals, type RuleText, type TextContext, whatEnds } from "./context";
import { amountText, capitalize, count, list, ordinal, percent, sentences } from "./format";
import { targetLevel } from "./worked-numbers";

/** What passes the phase; for an evaluation without a target, that nothing does. */
export function profitTargetText(context: TextContext): RuleText | null {
  const { rules, opened, money, phaseType } = context;
  const rule = rules.profit_target;
  const level = targetLevel(rules, opened);
  if (!rule || level === null) {
    if (phaseType === "funded") return null;
    const text = "This phase has no profit target, so it is never passed.";
    return { rule: "profit_target", title: "Profit target", short: "None", text };
  }
  const conditions = {
    balance_flat: `your balance is ${money(level)} or more and no position is open`,
    equity: `equity is ${money(level)} or more; the profit of open positions counts`,
    lower: `balance and equity are both ${money(level)} or more; positions may be open`,
  };
  return {
    rule: "profit_target",
    title: "Profit target",
    short: amountText(rule.amount, context),
    text: sentences(
      `The target is a profit of ${amountWithShare(context, rule.amount)}.`,
      `It is reached when ${conditions[rule.measure]}.`,
      hasWithdrawals(context) && "Each withdrawal lowers that amount, and each deposit raises it.",
      decision(rules),
    ),
  };
}

/** `$8,000.00 (8% of the initial balance)`. */
const amountWithShare = (
  { initial, money }: TextContext,
  amount: NonNullable<RuleSet["profit_target"]>["amount"],
): string =>
  "cents" in amount
    ? money(amount.cents)
    : `${money(amountOf(amount, initial))} (${percent(amount.pct_of_initial)} of the initial balance)`;

/** When a phase with a reached target is passed. */
function decision({ profit_target, min_trading_days, consistency }: RuleSet): string {
  const days = min_trading_days;
  const needed = [
    days && `you have your ${count(days.days, "trading day")}`,
    consistency?.effect === "block" &&
      consistency.when !== "payout" &&
      "the consistency rule is met",
  ].filter((condition) => condition !== false && condition !== null);
  if (needed.length === 0) return "The phase is passed at that moment.";
  const together = `, ${needed.length > 1 ? "all" : "both"} at the same time`;
  const isOnce = profit_target?.hold === "once";
  const all = list(["the target is reached", ...needed]);
  return sentences(
    `You pass at the first moment when ${all}${isOnce ? "" : together}.`,
    days &&
      isCountedAtDayEnd(days) &&
      `That can be the end of your ${ordinal(days.days)} trading day.`,
    isOnce && "A target that was reached stays reached, even if you lose some of the profit.",
  );
}

type Days = NonNullable<RuleSet["min_trading_days"]>;

/** Days that count by their profit; the others count at a deal. */
const isCountedAtDayEnd = ({ counts }: Days) => !dealCounts.some((atDeal) => atDeal === counts);

/** The days needed to pass. */
export function minTradingDaysText(context: TextContext): RuleText | null {
  const rule = context.rules.min_trading_days;
  if (!rule) return null;
  return {
    rule: "min_trading_days",
    title: "Min. trading days",
    short: count(rule.days, "day"),
    text: sentences(
      `You need at least ${count(rule.days, "trading day")}.`,
      rule.days > 1 && "They don't have to be in a row.",
      daysThatCount(context, rule),
    ),
  };
}

/** What a day's closed profit includes. */
const included = "partial closes included, with the commission and swap charged on it";
const atOpening = "Commission charged at opening counts on the day you open.";

function daysThatCount(context: TextContext, { counts, min_profit }: Days): string {
  const least = min_profit ? `at least ${amountWithShare(context, min_profit)}` : "above zero";
  return {
    opened:
      "A day counts when you open a position on it. Holding one from an earlier day isn't enough.",
    opened_or_closed: "A day counts when you open or close a position on it.",
    opened_and_closed:
      "A day counts when you open a position and close a position on it; it doesn't have to be the same one.",
    closed_profit: `A day counts when the profit closed on it, ${included}, is ${least}. ${atOpening} It is counted when the day ends.`,
    closed_profit_net_of_floating: `A day counts when the profit closed on it, ${included} and less any floating loss at the day's end, is ${least}. ${atOpening} It is counted when the day ends.`,
    profit_by_open_day: `A day counts when the positions opened on it make a profit, with commission and swap, of ${min_profit ? least : "more than zero"} in total. What is closed on that day or in the 29 days after it counts.`,
    day_profit: `A day counts when equity at its end is ${min_profit ? `${least} above` : "above"} equity at its start; deposits and withdrawals don't count. It is counted when the day ends.`,
  }[counts];
}

/** The part of the profit that the best day or trade may be. */
export function consistencyText(context: TextContext): RuleText | null {
  const rule = context.rules.consistency;
  if (!rule) return null;
  const { unit, best_max_pct, comparison, of } = rule;
  const best = unit === "day" ? "best day" : "best trade";
  const most = `${comparison === "at_most" ? "at most" : "less than"} ${percent(best_max_pct)}`;
  const whole =
    of === "total_profit"
      ? "the total closed profit"
      : unit === "day"
        ? "the sum of your winning days"
        : "the sum of your winning trades";
  return {
    rule: "consistency",
    title: "Consistency",
    short: capitalize(`${best} ${most} of ${whole}`),
    text: sentences(
      `Your ${best} must be ${most} of ${whole}.`,
      consistencyExample(context, rule, best, whole),
      unit === "day"
        ? `A day's result is the profit closed on it, ${included}. ${atOpening} Today counts too.`
        : "Each close is a trade, also a partial one: its profit, with the commission and swap charged on it.",
      consistencyEffect(context, rule),
    ),
  };
}

function consistencyExample(
  { initial, money }: TextContext,
  rule: Consistency,
  best: string,
  whole: string,
): string {
  const example = Math.round(initial * 0.02);
  const { needed } = judgeConsistency(rule, example, 0);
  return `With a ${best} of ${money(example)}, ${whole} must be ${money(needed)} or more.`;
}

function consistencyEffect(context: TextContext, { when, effect }: Consistency): string {
  const never = `This rule never ends ${whatEnds(context)}.`;
  const atPayout = "For a payout, the profit since the last payout counts.";
  if (effect === "block") {
    const blocked = {
      pass: "the phase isn't passed",
      payout: "no payout can be requested",
      both: "the phase isn't passed and no payout can be requested",
    }[when];
    return sentences(`Until this rule is met, ${blocked}.`, when !== "pass" && atPayout, never);
  }
  return sentences(
    when !== "payout" && "If it isn't met when the phase is passed, an operator reviews the pass.",
    when !== "pass" &&
      "If it isn't met when a payout is requested, an operator reviews the payout.",
    when !== "pass" && atPayout,
    never,
  );
}
