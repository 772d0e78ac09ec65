import { type RuleText, type TextContext, whatEnds } from "./context";
import { count, ordinal, sentences, zoneName } from "./format";
import { exampleExpiry } from "./worked-numbers";

/** When a trading day begins. */
export function tradingDayText({ rules }: TextContext): RuleText {
  const { starts_at, zone } = rules.day;
  const start = `${starts_at} ${zoneName(zone)}`;
  return {
    rule: "day",
    title: "Trading day",
    short: `Begins at ${start}`,
    text: sentences(
      `A trading day begins at ${start} and ends when the next one begins, every day of the week.`,
      rules.daily_loss && "The daily floor is set anew at that time.",
    ),
  };
}

/** How long the phase may take in calendar days. */
export function timeLimitText(context: TextContext): RuleText | null {
  const rule = context.rules.time_limit;
  if (!rule) return null;
  const from =
    rule.from === "open"
      ? "after the day on which the account opens"
      : "after the day of your first trade; before that, no time runs";
  return {
    rule: "time_limit",
    title: "Time limit",
    short: `${count(rule.days, "day")}${rule.from === "first_trade" ? " from the first trade" : ""}`,
    text: sentences(
      `You have ${count(rule.days, "calendar day")} ${from}.`,
      "Weekends count.",
      `If the phase isn't passed by then, it expires and ${whatEnds(context)} is over.`,
      expiryExample(context, "time_limit"),
    ),
  };
}

/** How long the phase may take in trading days. */
export function maxTradingDaysText(context: TextContext): RuleText | null {
  const { max_trading_days: days, min_trading_days } = context.rules;
  if (days === null) return null;
  return {
    rule: "max_trading_days",
    title: "Max. trading days",
    short: count(days, "day"),
    text: sentences(
      `The phase expires at the end of its ${ordinal(days)} trading day if it isn't passed by then, and ${whatEnds(context)} is over.`,
      min_trading_days
        ? "Trading days are counted as for the minimum."
        : "A day counts when you open a position on it.",
    ),
  };
}

/** How long the account may be idle. */
export function inactivityText(context: TextContext): RuleText | null {
  const days = context.rules.inactivity_days;
  if (days === null) return null;
  return {
    rule: "inactivity_days",
    title: "Inactivity",
    short: `${count(days, "day")} without a new position`,
    text: sentences(
      `Open a position at least once in ${count(days, "calendar day")}.`,
      `Otherwise the phase expires and ${whatEnds(context)} is over, unless a position is still open.`,
      "The days after the day of your last opened position count, weekends included; before the first one, those after the day on which the account opened.",
      expiryExample(context, "inactivity_days"),
    ),
  };
}

function expiryExample(
  { rules }: TextContext,
  rule: "time_limit" | "inactivity_days",
): string | null {
  const example = exampleExpiry(rules, rule);
  if (!example) return null;
  const { zone } = rules.day;
  const [start, end] = [example.openedAt, example.expiresAt].map((at) => dateAndTime(at, zone));
  const what = {
    time_limit:
      rules.time_limit?.from === "first_trade"
        ? `After a first trade on ${start}`
        : `An account that opens on ${start}`,
    inactivity_days: `An account whose last position was opened on ${start}`,
  }[rule];
  const subject = what.startsWith("After") ? `${what} the phase` : what;
  return `${subject} expires on ${end} (${zoneName(zone)}).`;
}

/** `June 1 at 08:00`. */
function dateAndTime(at: number, timeZone: string): string {
  const date = new Intl.DateTimeFormat("en-US", { month: "long", day: "numeric", timeZone });
  const time = new Intl.DateTimeFormat("en-US", {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone,
  });
  return `${date.format(at)} at ${time.format(at)}`;
}
