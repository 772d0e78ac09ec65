import { expires, type RuleText, type TextContext } from "./context";
import { capitalize, count, ordinal, sentences, zoneName } from "./format";
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
      `A trading day begins at ${start} and ends when the next one begins. Weekends are trading days too.`,
      rules.daily_loss && "The daily floor is set anew at that time.",
    ),
  };
}

/** How long the phase may take in calendar days. */
export function timeLimitText(context: TextContext): RuleText | null {
  const rule = context.rules.time_limit;
  if (!rule) return noTimeLimitText(context);
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
      `If you haven't passed by then, ${expires(context)}.`,
      expiryExample(context, "time_limit"),
    ),
  };
}

/** That an evaluation has no time limit; null where trading days are limited. */
function noTimeLimitText({ rules, phaseType }: TextContext): RuleText | null {
  if (phaseType === "funded" || rules.max_trading_days !== null) return null;
  const text =
    rules.inactivity_days === null
      ? "You can take as long as you need."
      : "You can take as long as you need while you keep opening positions.";
  return { rule: "time_limit", title: "Time limit", short: "None", text };
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
      `If you haven't passed by the end of your ${ordinal(days)} trading day, ${expires(context)}.`,
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
      `${capitalize(expires(context))} if you open no position for ${count(days, "calendar day")} after the day of the last one.`,
      "An open position keeps the phase alive past that. When it closes, the phase expires at the end of that trading day unless you open another one first.",
      "Weekends count. Before your first position, the days after the account opened count.",
      expiryExample(context, "inactivity_days"),
    ),
  };
}

function expiryExample(
  { rules }: TextContext,
  rule: "time_limit" | "inactivity_days",
): string | null {
  const days = rule === "time_limit" ? rules.time_limit?.days : rules.inactivity_days;
  const example = days ? exampleExpiry(rules, days) : null;
  if (!example) return null;
  const { zone } = rules.day;
  const [start, end] = [example.openedAt, example.expiresAt].map((at) => dateAndTime(at, zone));
  const what = {
    time_limit:
      rules.time_limit?.from === "first_trade"
        ? `After a first trade on ${start}, the phase`
        : `An account that opens on ${start}`,
    inactivity_days: `If your last position was opened on ${start} and is closed, the phase`,
  }[rule];
  return sentences(
    `${what} expires on ${end} (${zoneName(zone)}).`,
    rules.day.starts_at !== "00:00" &&
      `A new day begins at ${rules.day.starts_at}, not at midnight.`,
  );
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
