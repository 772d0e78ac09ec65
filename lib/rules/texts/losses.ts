import type { DailyLoss, Limit, TotalLoss } from "../schemas";
import { type RuleText, type TextContext, whatEnds } from "./context";
import { amountInWords, percent, sentences } from "./format";
import {
  dailyFloorAt,
  firstDailyFloor,
  firstTotalFloor,
  highThatLocks,
  totalFloorAfter,
} from "./worked-numbers";

type Measure = DailyLoss["measure"];

const subjects: Record<Measure, string> = {
  equity: "equity",
  balance: "a balance",
  lower: "a balance or equity",
};

const measures: Record<Measure, string> = {
  equity:
    "Equity is your balance with the floating profit or loss of open positions, their commission and swap.",
  balance: "Only closed positions change the balance: a floating loss doesn't count here.",
  lower: "Balance and equity both count, so a floating loss counts too.",
};

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** `Equity below $95,000.00 ends the challenge; exactly $95,000.00 does not.` */
function floorSentence(
  { money }: TextContext,
  { measure, at_limit }: Pick<DailyLoss, "measure" | "at_limit">,
  floor: number,
  effect: string,
): string {
  const subject = subjects[measure];
  return at_limit === "below"
    ? `${subject} below ${money(floor)} ${effect}; exactly ${money(floor)} does not.`
    : `${subject} of ${money(floor)} or less ${effect}; ${money(floor + 1)} does not.`;
}

/** `$5,000.00 (5% of the initial balance)`, `5% of it ($5,000.00)`. */
function limitInWords({ money }: TextContext, limit: Limit, amount: number, of: string): string {
  if ("cents" in limit) return money(limit.cents);
  if ("pct_of_initial" in limit)
    return `${money(amount)} (${percent(limit.pct_of_initial)} of the initial balance)`;
  return `${percent(limit.pct_of_reference)} of ${of}`;
}

const shortLimit = (context: TextContext, limit: Limit, reference: string) =>
  "pct_of_reference" in limit
    ? `${percent(limit.pct_of_reference)} of ${reference}`
    : amountInWords(limit, context);

const dayStarts: Record<DailyLoss["reference"], string> = {
  balance: "the balance at the start of the trading day",
  equity: "equity at the start of the trading day",
  higher: "the higher of balance and equity at the start of the trading day",
};

/** The sentence about the daily loss; null without one. */
export function dailyLossText(context: TextContext): RuleText | null {
  const { rules, initial, money } = context;
  const rule = rules.daily_loss;
  const first = firstDailyFloor(rules, initial);
  if (!rule || !first) return null;
  const { measure, limit, reference, check, then } = rule;
  const effect = then === "pause" ? "pauses trading" : `ends ${whatEnds(context)}`;
  const when =
    check === "day_end" ? "at the end of the first trading day, " : "on the first trading day, ";
  return {
    rule: "daily_loss",
    title: "Max daily loss",
    short: sentences(
      shortLimit(context, limit, dayStarts[reference]),
      then === "pause" && "(pauses trading for the day)",
    ),
    text: sentences(
      `The daily floor is ${limitInWords(context, limit, first.amount, "it")} below ${dayStarts[reference]}.`,
      capital(when + floorSentence(context, rule, first.floor, effect)),
      dayExample(context, rule),
      check === "day_end" &&
        "The floor is checked only when a trading day ends: lower values during the day don't count.",
      then === "pause" &&
        `All positions are closed, and trading goes on when the next trading day begins. The pause doesn't end ${whatEnds(context)}.`,
      measures[measure],
      canBreachAtReset(rule) &&
        "The new floor applies from the first moment of the day, also to positions that you hold into it.",
    ),
  };

  function dayExample({ rules }: TextContext, { reference }: DailyLoss): string {
    const balance = Math.round(initial * 1.02);
    const equity = reference === "balance" ? balance : Math.round(initial * 1.03);
    const floor = dailyFloorAt(rules, initial, { balance, equity })?.floor ?? 0;
    const values = {
      balance: `a balance of ${money(balance)}`,
      equity: `equity of ${money(equity)}`,
      higher: `a balance of ${money(balance)} and equity of ${money(equity)}`,
    }[reference];
    return `On a day that starts with ${values}, the floor is ${money(floor)}.`;
  }
}

/** Whether what is measured can be lower at the day's start than what the floor is reckoned from. */
const canBreachAtReset = ({ measure, reference, check }: DailyLoss) =>
  check === "always" && measure !== reference;

const marks: Record<
  Exclude<TotalLoss["reference"], "initial">,
  [name: string, once: string, note: string]
> = {
  day_end_balance_high: [
    "the highest balance at the end of a trading day",
    "Once a trading day ends with a balance of",
    "Profit during the day and the profit of open positions don't raise it.",
  ],
  balance_high: [
    "the highest balance so far",
    "Once the balance has reached",
    "The profit of open positions doesn't raise it.",
  ],
  equity_high: [
    "the highest equity so far",
    "Once equity has reached",
    "The profit of open positions raises it, also if they close with less.",
  ],
  day_end_equity_high: [
    "the highest equity at the end of a trading day",
    "Once a trading day ends with equity of",
    "Profit during the day doesn't raise it; the profit of positions open at the day's end does.",
  ],
};

/** The sentences about the total loss; null without one. */
export function totalLossText(context: TextContext): RuleText | null {
  const { rules, initial } = context;
  const rule = rules.total_loss;
  const first = firstTotalFloor(rules, initial);
  if (!rule || !first) return null;
  const { limit, reference, lock, check, measure } = rule;
  const effect = `ends ${whatEnds(context)}`;
  const isStatic = reference === "initial";
  const of = isStatic ? "the initial balance" : "it";
  const from = isStatic ? "the initial balance" : marks[reference][0];
  return {
    rule: "total_loss",
    title: "Max total loss",
    short: `${shortLimit(context, limit, from)}${isStatic ? "" : ", trailing"}${lock ? `, up to ${context.money(initial + lock.plus_cents)}` : ""}`,
    text: sentences(
      `The total floor is ${limitInWords(context, limit, first.amount, of)} below ${from}.`,
      `${isStatic ? "" : "At the start, "}${floorSentence(context, rule, first.floor, effect)}`.replace(
        /^./,
        (letter) => letter.toUpperCase(),
      ),
      isStatic
        ? "This floor doesn't move with your results."
        : trailExample(context, rule, first, effect),
      check === "day_end" &&
        "The floor is checked only when a trading day ends: lower values during the day don't count.",
      measures[measure],
    ),
  };
}

function trailExample(
  context: TextContext,
  rule: TotalLoss,
  first: { floor: number; amount: number },
  effect: string,
): string | null {
  const { rules, initial, money } = context;
  if (rule.reference === "initial") return null;
  const [, once, note] = marks[rule.reference];
  const high = initial + Math.round(first.amount / 2);
  const floor = totalFloorAfter(rules, initial, high)?.floor ?? first.floor;
  const locks = rule.lock && highThatLocks(rules, initial);
  const lockedAt = locks && totalFloorAfter(rules, initial, locks)?.floor;
  return sentences(
    `${once} ${money(high)}, the floor is ${money(floor)}: ${floorSentence(context, rule, floor, effect)}`,
    "The floor rises with new highs and never falls.",
    note,
    locks && lockedAt
      ? `${once} ${money(locks)}, the floor is ${money(lockedAt)} and stays there.`
      : null,
  );
}
