import type { RuleSet } from "../schemas";
import { type RuleText, type TextContext, whatEnds } from "./context";
import { capitalize, count, list, sentences, weekdayName, zoneName } from "./format";

const warnOrFail = (context: TextContext, then: "warn" | "fail", more: string) =>
  then === "fail"
    ? `${more} ends ${whatEnds(context)}.`
    : `${more} gives a warning and doesn't end ${whatEnds(context)}.`;

/** How many positions may be open. */
export function maxOpenPositionsText(context: TextContext): RuleText | null {
  const rule = context.rules.max_open_positions;
  if (!rule) return null;
  return {
    rule: "max_open_positions",
    title: "Max. open positions",
    short: rule.limit.toLocaleString("en-US"),
    text: sentences(
      `At most ${count(rule.limit, "position")} may be open at the same time.`,
      warnOrFail(context, rule.then, "Opening one more"),
    ),
  };
}

/** How many lots may be open. */
export function maxLotsText(context: TextContext): RuleText | null {
  const rule = context.rules.max_lots;
  if (!rule) return null;
  const lots = `${(rule.limit / 100).toLocaleString("en-US", { minimumFractionDigits: 2 })} lots`;
  return {
    rule: "max_lots",
    title: "Max. lots",
    short: lots,
    text: sentences(
      `All open positions together may be at most ${lots}.`,
      warnOrFail(context, rule.then, "Opening more"),
    ),
  };
}

/** What may be held overnight and at the weekend. */
export function holdingText(context: TextContext): RuleText | null {
  const { holding: rule, day } = context.rules;
  if (!rule) return null;
  const { overnight, weekend, closes_at, exempt, then } = rule;
  const times = [
    overnight === "flat" && `the trading day ends at ${day.starts_at} ${zoneName(day.zone)}`,
    closes_at &&
      `the weekend begins on ${weekdayName(closes_at.weekday)} at ${closes_at.time} ${zoneName(closes_at.zone)}`,
  ].filter((time) => time !== false && time !== null);
  const effects = {
    close: `A position that is still open then is closed for you; that doesn't end ${whatEnds(context)}.`,
    warn: `A position that is still open then gives a warning and doesn't end ${whatEnds(context)}.`,
    fail: `A position that is still open then ends ${whatEnds(context)}.`,
  };
  return {
    rule: "holding",
    title: "Holding positions",
    short: shortHolding(rule),
    text: sentences(
      `Close all positions before ${times.join(", and before ")}.`,
      overnight === "flat"
        ? weekend === "hold" && "That includes Fridays."
        : "On other days positions may be held overnight.",
      effects[then],
      exempt.length > 0 && `Positions in ${list(exempt)} may stay open.`,
    ),
  };
}

function shortHolding({ overnight, weekend }: NonNullable<RuleSet["holding"]>): string {
  if (overnight === "flat") return "Not overnight";
  return weekend === "flat" ? "Overnight, not at the weekend" : "Overnight and at the weekend";
}

/** Rules that operators look at, each as its text says. */
export const conductTexts = (context: TextContext): RuleText[] =>
  context.rules.conduct.map(({ code, text }) => ({
    rule: "conduct",
    title: codeTitle(code),
    short: "Reviewed by an operator",
    text: sentences(
      /[.!?]$/.test(text) ? text : `${text}.`,
      `An operator reviews this; it never ends ${whatEnds(context)} automatically.`,
    ),
  }));

/** `copy_trading` → `Copy trading`. */
const codeTitle = (code: string) => capitalize(code.replaceAll("_", " "));
