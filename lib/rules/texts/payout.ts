import { amountOf } from "../floors";
import type { Amount, DailyLoss, RuleSet, TotalLoss } from "../schemas";
import { hasWithdrawals, type RuleText, type TextContext, whatEnds } from "./context";
import { count, ordinal, percent, sentences, weekdayName, zoneName } from "./format";
import { floorsAroundWithdrawal } from "./worked-numbers";

type Payout = NonNullable<RuleSet["payout"]>;

const inMoney = ({ initial, money }: TextContext, amount: Amount) =>
  money(amountOf(amount, initial));

/** The terms of payouts. */
export function payoutText(context: TextContext): RuleText | null {
  const rule = context.rules.payout;
  if (!rule) return null;
  return {
    rule: "payout",
    title: "Payouts",
    short: `${percent(rule.split_pct)} of the profit`,
    text: sentences(
      splitText(context, rule),
      ...rule.steps.map((step) => stepText(context, step)),
      scheduleText(rule),
      ...conditionTexts(context, rule),
      rule.buffer &&
        `The first ${inMoney(context, rule.buffer)} of profit stays on the account and isn't paid out.`,
      rule.fee_refund_with !== null &&
        `The fee that you paid is refunded with your ${ordinal(rule.fee_refund_with)} payout.`,
      rule.while_pending === "frozen"
        ? "While a payout is pending, you can't open positions."
        : "You can go on trading while a payout is pending.",
    ),
  };
}

/** What of an amount is the trader's; the account pays all of it. */
function splitText({ initial, money }: TextContext, { split_pct }: Payout): string {
  const gross = Math.round(initial * 0.02);
  const share = money(amountOf({ pct_of_initial: split_pct }, gross));
  return `You receive ${percent(split_pct)} of the profit that is paid out: of ${money(gross)} you receive ${share}, and the balance falls by ${money(gross)} when you request it.`;
}

function stepText(context: TextContext, step: Payout["steps"][number]): string {
  const { from_payout, split_pct, max_amount, max_pct_of_balance } = step;
  const most = [
    max_amount && inMoney(context, max_amount),
    max_pct_of_balance !== null && `${percent(max_pct_of_balance)} of the balance`,
  ].filter((limit) => limit);
  return sentences(
    `From the ${ordinal(from_payout)} payout on, you receive ${percent(split_pct)}.`,
    most.length > 0 &&
      `Each of these payouts is at most ${most.join(" or ")}${most.length > 1 ? ", whichever is lower" : ""}.`,
  );
}

function scheduleText({ first_after_days, schedule }: Payout): string {
  const first =
    first_after_days > 0 &&
    `The first payout can be requested ${count(first_after_days, "day")} after the first trade of this phase.`;
  if (!schedule) return sentences(first);
  return sentences(
    first,
    "every_days" in schedule
      ? `${first ? "Each later one" : "A payout"} can be requested ${count(schedule.every_days, "day")} after the request before.`
      : `Payouts open every ${weekdayName(schedule.weekday)} at ${schedule.time} ${zoneName(schedule.zone)}.`,
  );
}

const conditionTexts = (context: TextContext, rule: Payout) => [
  rule.min_amount && `A payout is at least ${inMoney(context, rule.min_amount)} before the split.`,
  rule.min_winning_days &&
    `You need ${count(rule.min_winning_days.days, "winning day")} since the last payout, each with a closed profit of ${
      rule.min_winning_days.min_profit
        ? `at least ${inMoney(context, rule.min_winning_days.min_profit)}`
        : "more than zero"
    }.`,
  rule.flat && "No position may be open when you request a payout.",
];

/** What a withdrawal does to the floors; null where nothing can be withdrawn. */
export function withdrawalText(context: TextContext): RuleText | null {
  const { rules, initial, money } = context;
  const { daily, total } = context.opened;
  if (!hasWithdrawals(context) || !(daily || total)) return null;
  const trails = rules.total_loss && rules.total_loss.reference !== "initial";
  const texts = {
    shift: sentences(
      "A withdrawal doesn't count as a loss.",
      rules.daily_loss && "The daily floor moves down by the amount withdrawn.",
      trails &&
        `${rules.daily_loss ? "So do the total floor and the high that it follows" : "The total floor and the high that it follows move down by the amount withdrawn"}${rules.total_loss?.lock ? ", unless the floor has stopped rising" : ""}.`,
      total && !trails && `The total floor stays at ${money(total.floor)}.`,
    ),
    keep: "A withdrawal lowers your balance and equity, and the floors stay where they are: it leaves you closer to them.",
    lock_at_initial: sentences(
      total &&
        `With your first withdrawal the total floor rises to the initial balance of ${money(initial)}, unless it is higher already, and stays there.`,
      rules.daily_loss && "The daily floor stays where it is until the next trading day.",
    ),
  };
  const moving = [daily && "daily", trails && "total"].filter((floor) => floor);
  const shorts = {
    shift:
      moving.length === 0
        ? "The floor stays where it is"
        : `The ${moving.join(" and ")} ${moving.length > 1 ? "floors move" : "floor moves"} with it`,
    keep: "Floors stay where they are",
    lock_at_initial: "Total floor at least the initial balance",
  };
  return {
    rule: "after_withdrawal",
    title: "Withdrawals",
    short: shorts[rules.after_withdrawal],
    text: sentences(
      texts[rules.after_withdrawal],
      withdrawalExample(context),
      declinedText(context),
    ),
  };
}

/** Which withdrawals are declined; null where none can end or pause the phase. */
function declinedText(context: TextContext): string | null {
  const { rules, opened, money } = context;
  const { daily_loss: daily, total_loss: total, after_withdrawal } = rules;
  const declined = "is declined before any money moves.";
  const pauses = daily?.then === "pause" ? " or pause trading" : "";
  const ends = `would end ${whatEnds(context)}${pauses}`;
  const shifts = after_withdrawal === "shift";
  if (
    opened.total &&
    total?.reference === "initial" &&
    (shifts || !daily) &&
    after_withdrawal !== "lock_at_initial"
  ) {
    const floor = money(opened.total.floor);
    const what = { equity: "equity", balance: "the balance", lower: "balance or equity" };
    const value = total.at_limit === "below" ? `below ${floor}` : `at ${floor} or less`;
    const later = daily && comesCloser(daily) ? `, or ${ends} when the next day begins,` : "";
    return `A withdrawal that would leave ${what[total.measure]} ${value}${later} ${declined}`;
  }
  const closer = [daily, total].some((rule) => rule && comesCloser(rule));
  return shifts && !closer && !total?.lock ? null : `A withdrawal that ${ends} ${declined}`;
}

/**
 * Whether a floor that moves with a withdrawal can still come closer: its next one is a percentage of what is left, and
 * what it is compared with may be lower than that.
 */
const comesCloser = ({ limit, measure, reference }: DailyLoss | TotalLoss) =>
  "pct_of_reference" in limit && !reference.includes(measure);

function withdrawalExample({ rules, opened, money }: TextContext): string | null {
  const example = floorsAroundWithdrawal(rules, opened);
  if (!example) return null;
  const { amount, before, after } = example;
  return before === after
    ? `When the daily floor is ${money(before)} and you withdraw ${money(amount)}, it is still ${money(after)}.`
    : `When the daily floor is ${money(before)} and you withdraw ${money(amount)}, it becomes ${money(after)}.`;
}
