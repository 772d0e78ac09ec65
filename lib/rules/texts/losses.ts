import type { DailyLoss, Limit, TotalLoss } from "../schemas";
import { hasWithdrawals, type RuleText, type TextContext, whatEnds } from "./context";
import { amountText, capitalize, percent, sentences, uncapitalize } from "./format";
import { dailyFloorAt, highThatLocks, totalFloorAfter } from "./worked-numbers";

type Rule = DailyLoss | TotalLoss;

const measures: Record<Rule["measure"], string> = {
  equity: "Equity includes open positions: their floating profit or loss, commission and swap.",
  balance: "The balance changes when positions close: a floating loss doesn't count here.",
  lower: "Both balance and equity count: equity includes the floating loss of open positions.",
};

/**
 * `Equity below $95,000.00 ends the challenge; exactly $95,000.00 does not.` Of a rule that is checked at a day's end:
 * `If equity is below $95,000.00 when a trading day ends, the challenge ends; exactly $95,000.00 is allowed.`
 */
function floorSentence(context: TextContext, rule: Rule, floor: number, day = "a trading day") {
  const { measure, at_limit, check } = rule;
  const pauses = "then" in rule && rule.then === "pause";
  const amount = context.money(floor);
  const isBelow = at_limit === "below";
  const allowed = isBelow ? `exactly ${amount}` : context.money(floor + 1);
  if (check === "day_end") {
    const subject = { equity: "equity", balance: "the balance", lower: "balance or equity" }[
      measure
    ];
    const value = isBelow ? `below ${amount}` : `${amount} or less`;
    const effect = pauses ? "trading pauses" : `${whatEnds(context)} ends`;
    return `If ${subject} is ${value} when ${day} ends, ${effect}; ${allowed} is allowed.`;
  }
  const subject = { equity: "equity", balance: "a balance", lower: "a balance or equity" }[measure];
  const value = isBelow ? `below ${amount}` : `of ${amount} or less`;
  const effect = pauses ? "pauses trading" : `ends ${whatEnds(context)}`;
  const sentence = `${subject} ${value} ${effect}; ${allowed} does not.`;
  return day === "a trading day" ? capitalize(sentence) : `On ${day}, ${sentence}`;
}

/** What is subtracted: `$5,000.00 (5% of the initial balance)`, `5% of that value`. */
function limitText({ money }: TextContext, limit: Limit, amount: number): string {
  if ("cents" in limit) return money(limit.cents);
  if ("pct_of_initial" in limit)
    return `${money(amount)} (${percent(limit.pct_of_initial)} of the initial balance)`;
  return `${percent(limit.pct_of_reference)} of that value`;
}

const shortLimit = (context: TextContext, limit: Limit, reference: string) =>
  "pct_of_reference" in limit
    ? `${percent(limit.pct_of_reference)} of ${reference}`
    : amountText(limit, context);

const dayStarts: Record<DailyLoss["reference"], [inShort: string, inText: string]> = {
  balance: ["the day's starting balance", "the balance at its start"],
  equity: ["the day's starting equity", "equity at its start"],
  higher: [
    "the day's starting balance or equity, the higher",
    "the higher of balance and equity at its start",
  ],
};

/** The floor of each trading day; null without a daily loss. */
export function dailyLossText(context: TextContext): RuleText | null {
  const rule = context.rules.daily_loss;
  const first = context.opened.daily;
  if (!rule || !first) return null;
  const { measure, limit, reference, check, then } = rule;
  const [inShort, inText] = dayStarts[reference];
  // What is measured may be lower than what the floor is reckoned from.
  const canBreachAtReset = check === "always" && measure !== reference;
  return {
    rule: "daily_loss",
    title: "Max daily loss",
    short: `${shortLimit(context, limit, inShort)}${then === "pause" ? ", pauses trading" : ""}`,
    text: sentences(
      floorSentence(context, rule, first.floor, "the first trading day"),
      `Each trading day has a new floor: ${inText}, less ${limitText(context, limit, first.amount)}.`,
      dayExample(context, rule),
      canBreachAtReset &&
        "The new floor applies from the first moment of the day, also to positions that are already open.",
      check === "day_end" && "Lower values during the day don't count.",
      then === "pause" && pauseText(context),
      measures[measure],
    ),
  };
}

const pauseText = (context: TextContext) =>
  sentences(
    "When trading pauses, your positions are closed, and you can trade again when the next trading day begins.",
    `The pause doesn't end ${whatEnds(context)}.`,
    context.rules.total_loss && "The total floor applies during a pause too.",
  );

function dayExample(
  { rules, opened, initial, money }: TextContext,
  { reference }: DailyLoss,
): string {
  const balance = Math.round(initial * 1.02);
  const equity = reference === "balance" ? balance : Math.round(initial * 1.03);
  const floor = dailyFloorAt(rules, opened, { balance, equity })?.floor ?? 0;
  const values = {
    balance: `a balance of ${money(balance)}`,
    equity: `equity of ${money(equity)}`,
    higher: `a balance of ${money(balance)} and equity of ${money(equity)}`,
  }[reference];
  return `A day that starts with ${values} has a floor of ${money(floor)}.`;
}

interface Mark {
  inShort: string;
  inText: string;
  /** How an example begins. */
  once: string;
  note: string;
}

const marks: Record<Exclude<TotalLoss["reference"], "initial">, Mark> = {
  day_end_balance_high: {
    inShort: "the highest day-end balance",
    inText: "the highest balance at the end of a trading day",
    once: "Once a trading day has ended with a balance of",
    note: "Only the balance at a day's end raises it. A higher balance earlier that day or the profit of open positions doesn't.",
  },
  balance_high: {
    inShort: "the highest balance",
    inText: "the highest balance so far",
    once: "Once the balance has reached",
    note: "The profit of open positions doesn't raise it.",
  },
  equity_high: {
    inShort: "the highest equity",
    inText: "the highest equity so far",
    once: "Once equity has reached",
    note: "The profit of open positions raises it immediately, even if they close with less.",
  },
  day_end_equity_high: {
    inShort: "the highest day-end equity",
    inText: "the highest equity at the end of a trading day",
    once: "Once a trading day has ended with equity of",
    note: "Only equity at a day's end raises it, open positions included. A higher value earlier that day doesn't.",
  },
};

/** The floor of the whole phase; null without a total loss. */
export function totalLossText(context: TextContext): RuleText | null {
  const { rules } = context;
  const rule = rules.total_loss;
  const first = context.opened.total;
  if (!rule || !first) return null;
  return {
    rule: "total_loss",
    title: "Max total loss",
    short: shortTotal(context, rule),
    text: sentences(
      rule.reference === "initial"
        ? floorSentence(context, rule, first.floor)
        : `At the start, ${uncapitalize(floorSentence(context, rule, first.floor))}`,
      rule.reference === "initial"
        ? `This floor is ${belowInitial(context, rule.limit)} and doesn't move with your results.`
        : trailText(context, rule, first),
      rule.check === "day_end" && "Lower values during the day don't count.",
      bothFloors(context),
      // The daily loss, which stands above, says it too.
      rule.measure !== rules.daily_loss?.measure && measures[rule.measure],
    ),
  };
}

/** What the daily floor does beside this one. */
function bothFloors(context: TextContext): string | null {
  const { rules, opened } = context;
  const { daily_loss: daily, total_loss: total } = rules;
  if (!daily || !total || !opened.daily || !opened.total) return null;
  const isHigher = opened.daily.floor > opened.total.floor;
  const floor = `The daily floor${isHigher ? ", the higher one on the first day," : ""}`;
  if (daily.then === "pause")
    return `${floor} pauses trading; only this floor ends ${whatEnds(context)}.`;
  // The higher floor is reached first only if both are compared with the same value at the same times.
  const isAlike = total.measure === daily.measure && total.check === daily.check;
  return `${floor} applies as well${isAlike ? ": the higher of the two is reached first" : ""}.`;
}

/** Of a static floor the reference is always the initial balance. */
const belowInitial = ({ money }: TextContext, limit: Limit) =>
  `${"cents" in limit ? money(limit.cents) : percent(Object.values(limit)[0] ?? 0)} below the initial balance`;

function shortTotal(context: TextContext, { limit, reference, lock }: TotalLoss): string {
  if (reference === "initial") return shortLimit(context, limit, "the initial balance");
  const most = lock ? ` up to ${context.money(context.initial + lock.plus_cents)}` : "";
  return `${shortLimit(context, limit, marks[reference].inShort)}, trailing${most}`;
}

function trailText(
  context: TextContext,
  rule: TotalLoss,
  first: { floor: number; amount: number },
): string | null {
  const { rules, opened, initial, money } = context;
  if (rule.reference === "initial") return null;
  const { inText, once, note } = marks[rule.reference];
  const high = initial + Math.round(first.amount / 2);
  const floor = totalFloorAfter(rules, opened, high)?.floor ?? first.floor;
  const locksAt = rule.lock && highThatLocks(rules, opened);
  const locked = locksAt && totalFloorAfter(rules, opened, locksAt);
  const falls =
    hasWithdrawals(context) && rules.after_withdrawal === "shift"
      ? "falls only when you withdraw money"
      : "never falls";
  return sentences(
    `The floor follows ${inText}, less ${limitText(context, rule.limit, first.amount)}: it rises with each new high and ${falls}.`,
    `${once} ${money(high)}, the floor is ${money(floor)}: ${uncapitalize(floorSentence(context, rule, floor))}`,
    note,
    locksAt && locked
      ? `${once} ${money(locksAt)}, the floor is ${money(locked.floor)} and stays there.`
      : null,
  );
}
