import { formatUnits } from "@/lib/core/money";
import type { VerdictView } from "@/lib/evaluation/schemas";
import { ruleName } from "@/lib/evaluation/verdict-messages";
import type { RuleSet } from "@/lib/rules/schemas";

/** What the page needs of a phase's rules; null for a phase from before rule sets. */
export type LossRules = Pick<RuleSet, "daily_loss" | "total_loss"> | null;

interface PhaseWithRules {
  phase_index: number;
  rules: RuleSet | null;
}

/** The loss rules of a phase; null for a phase from before rule sets. */
export function lossRulesOf(phases: readonly PhaseWithRules[], index: number): LossRules {
  const rules = phases.find(({ phase_index }) => phase_index === index)?.rules;
  return rules ? { daily_loss: rules.daily_loss, total_loss: rules.total_loss } : null;
}

const subjects = {
  equity: "Equity",
  balance: "The balance",
  lower: "Balance or equity",
} as const;

/** What a loss rule compares with its floor: `Equity`. */
export const measuredName = (rules: LossRules, rule: "daily_loss" | "total_loss"): string =>
  subjects[rules?.[rule]?.measure ?? "equity"];

const count = (number: string, noun: string) => `${number} ${noun}${number === "1" ? "" : "s"}`;

type Numbers = Pick<VerdictView, "kind" | "rule" | "threshold" | "observed">;

/**
 * The numbers of a verdict in a sentence: `Equity was $94,999.99, below the daily floor of $95,000.00.` Empty for a verdict
 * without numbers.
 */
export function verdictSentence(
  { kind, rule, threshold, observed }: Numbers,
  rules: LossRules,
  currency: string,
): string {
  if (threshold === null || observed === null) return "";
  const money = (decimal: string) => formatUnits(Number(decimal), currency);
  switch (rule) {
    case "daily_loss":
    case "total_loss": {
      const floor = `the ${rule === "daily_loss" ? "daily" : "total"} floor of ${money(threshold)}`;
      const was = `${measuredName(rules, rule)} was ${money(observed)}`;
      if (kind === "warned") return `${was}, with ${floor}.`;
      return rules?.[rule]?.at_limit === "touch"
        ? `${was}. It reached ${floor}.`
        : `${was}, below ${floor}.`;
    }
    case "profit_target":
      return `${money(observed)} reached, ${money(threshold)} needed.`;
    case "consistency":
      return `The profit needs to be at least ${money(threshold)} for its best day or trade of ${money(observed)}.`;
    case "min_trading_days":
    case "max_trading_days":
      return kind === "day_counted"
        ? `${observed} of ${count(threshold, "day")}.`
        : `${count(observed, "trading day")}; the limit is ${threshold}.`;
    case "time_limit":
      return `The ${count(threshold, "day")} of this phase are over.`;
    case "inactivity_days":
      return `No position was opened for ${count(observed, "day")}; the limit is ${threshold}.`;
    case "max_open_positions":
      return `${count(observed, "position")} open; the limit is ${threshold}.`;
    case "max_lots":
      return `${observed} lots open; the limit is ${threshold}.`;
    case "holding":
      return `${count(observed, "position")} held when all had to be closed.`;
    default:
      return `${ruleName(rule) ?? "Rule"}: ${observed}; the limit is ${threshold}.`;
  }
}
