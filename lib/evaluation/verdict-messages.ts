import { formatMoney } from "@/lib/core/money";

/** Names of rules for people. */
export const ruleNames: Record<string, string> = {
  daily_loss: "Daily loss",
  total_loss: "Total loss",
  profit_target: "Profit target",
  min_trading_days: "Minimum trading days",
  time_limit: "Time limit",
  max_trading_days: "Maximum trading days",
  inactivity_days: "Inactivity",
  consistency: "Consistency",
  max_open_positions: "Open positions",
  max_lots: "Open lots",
  holding: "Holding positions",
};

/** A rule's name for people; null without a rule. */
export const ruleName = (rule: string | null): string | null =>
  rule === null ? null : (ruleNames[rule] ?? rule);

const moneyRules: ReadonlySet<string | null> = new Set([
  "daily_loss",
  "total_loss",
  "profit_target",
  "consistency",
]);

/** A verdict's threshold or observed value for people. Money in minor units, lots in hundred-millionths. */
export function verdictNumber(rule: string | null, value: number | null, currency: string): string {
  if (value === null) return "";
  if (moneyRules.has(rule)) return formatMoney(BigInt(value), currency);
  if (rule === "max_lots") return (value / 100_000_000).toFixed(2);
  return String(value);
}

interface Described {
  title: string;
  paragraphs: string[];
  rule: string | null;
  /** Labels of the two numbers. */
  threshold: string;
  observed: string;
}

interface Verdict {
  kind: string;
  rule: string | null;
  provisional: boolean;
}

const HELD =
  "Our team checks this before it counts. You can't open new positions until then, and we'll email you.";

/** What a verdict means for the customer, in sentences. */
export function describeVerdict({ kind, rule, provisional }: Verdict): Described {
  const name = ruleName(rule);
  const isLoss = rule === "daily_loss" || rule === "total_loss";
  const numbers = isLoss
    ? { threshold: "Floor", observed: "Account value" }
    : { threshold: "Limit", observed: "Reached" };
  const described = (title: string, ...paragraphs: string[]): Described => ({
    title,
    paragraphs: provisional ? [...paragraphs, HELD] : paragraphs,
    rule: name,
    ...numbers,
  });
  switch (kind) {
    case "warned":
      return described(
        isLoss ? "Close to a loss limit" : "Warning",
        isLoss
          ? `Your account has used a large part of its ${name?.toLowerCase()} limit.`
          : `Your account is over a limit: ${name?.toLowerCase()}.`,
        "Nothing has ended. The numbers below are those of the moment of this warning.",
      );
    case "paused":
      return described(
        "Trading paused until tomorrow",
        "Your account reached its daily loss limit. Its positions are closed, and you can trade again when the next trading day begins.",
      );
    case "resumed":
      return described("Trading resumed", "A new trading day started, and you can trade again.");
    case "breached":
      if (provisional) {
        return described(
          "Challenge under review",
          `By the data that we have, your account broke a rule of your challenge: ${name?.toLowerCase()}.`,
        );
      }
      return described(
        "Challenge failed",
        `Your account broke a rule of your challenge: ${name?.toLowerCase()}. The challenge has ended, its positions are closed and the account is disabled.`,
        "The numbers that decided are below, and on the challenge's page with the event that they come from.",
      );
    case "target_reached":
      return described(
        "Profit target reached",
        "Your account reached its profit target. The phase is passed once the other conditions hold too, such as the number of trading days.",
      );
    case "passed":
      if (provisional) {
        return described(
          "Phase under review",
          "By the data that we have, you passed this phase. Nothing is decided yet.",
        );
      }
      return described(
        "Phase passed",
        "You passed this phase. Its account is closed, and your result can't be lost.",
      );
    case "expired":
      return described(
        "Challenge expired",
        `Your challenge ended because its time was up: ${name?.toLowerCase()}. Its account is disabled.`,
      );
    case "day_counted":
      return described("Trading day counted");
    case "review":
      return described("Marked for our team to look at");
    default:
      return described("Your challenge");
  }
}
