import { fieldsOfRules } from "@/lib/catalog/rule-fields";
import type { TierPhase } from "@/lib/catalog/schemas";
import { formatSize } from "@/lib/core/money";

/** The rules of a phase, as every API has them. */
export type PhaseRules = Pick<TierPhase, "phase_type" | "rules" | "rules_text">;

export interface Account {
  /** The initial balance, in units of the currency. */
  size: number;
  currency: string;
}

/** A rule in a few words: for cards and tables. */
export interface RuleCell {
  rule: string;
  name: string;
  /** `8%`, or the rule in a few words where it isn't a percentage of the initial balance. */
  share: string;
  /** The percentage in money. */
  amount?: string;
}

/** Payouts aren't available yet: no page speaks of them. */
const laterRules = ["payout", "after_withdrawal"];

/** The rules of a phase in sentences, as pages show them. */
export const shownTexts = ({ rules_text }: PhaseRules) =>
  rules_text.filter(({ rule }) => !laterRules.includes(rule));

/** What a card says of each of these rules if there is none. */
const without: [rule: string, name: string, share: string][] = [
  ["profit_target", "Profit target", "None"],
  ["daily_loss", "Max daily loss", "No limit"],
  ["total_loss", "Max total loss", "No limit"],
  ["time_limit", "Time limit", "None"],
];
/** Rules whose sentences say more than a table can. */
const inSentencesOnly = ["day", "conduct"];

/** The rules of a phase, each in a few words: those that every challenge is compared by come first. */
export function ruleCells(phase: PhaseRules, account: Account): RuleCell[] {
  const texts = shownTexts(phase).filter(({ rule }) => !inSentencesOnly.includes(rule));
  const cells = texts.map(({ rule, title, short }): RuleCell => {
    const percent = percentOf(phase, rule);
    return percent === null
      ? { rule, name: title, share: short }
      : { rule, name: title, share: `${percent}%`, amount: inMoney(percent, account) };
  });
  const compared = without.map(
    ([rule, name, share]) => cells.find((cell) => cell.rule === rule) ?? { rule, name, share },
  );
  return [...compared, ...cells.filter((cell) => !compared.includes(cell))];
}

function percentOf({ rules }: PhaseRules, rule: string): number | null {
  if (!rules) return null;
  const fields = fieldsOfRules(rules);
  if (rule === "profit_target") return fields.profit_target_pct;
  if (rule === "daily_loss") return fields.max_daily_loss_pct;
  return rule === "total_loss" ? fields.max_total_loss_pct : null;
}

const inMoney = (percent: number, { size, currency }: Account) =>
  formatSize((size * percent) / 100, currency);

/** Rules that a funded phase seldom has: without one, it isn't compared. */
const ofEvaluations = ["profit_target", "time_limit", "min_trading_days", "max_trading_days"];

/**
 * The rules of a plan of phases: one line for each rule. Where phases differ, their values in order: `30 days / 60 days`.
 */
export function planRules(phases: readonly PhaseRules[], account: Account): RuleCell[] {
  const all = phases.map((phase) => ({ phase, cells: ruleCells(phase, account) }));
  const names = new Map(all.flatMap(({ cells }) => cells.map(({ rule, name }) => [rule, name])));
  const first = without.map(([rule]) => rule);
  const order = [...first, ...[...names.keys()].filter((rule) => !first.includes(rule))];
  return order.map((rule): RuleCell => {
    const isForAll = !ofEvaluations.includes(rule);
    const has = ({ rules_text }: PhaseRules) => rules_text.some((text) => text.rule === rule);
    const compared = all.filter(({ phase }) => isForAll || phase.phase_type === 0 || has(phase));
    const found = compared.map(({ cells }) => cells.find((cell) => cell.rule === rule));
    const shares = [...new Set(found.map((cell) => cell?.share ?? "None"))];
    const amounts = new Set(found.map((cell) => cell?.amount));
    const [amount] = amounts;
    return {
      rule,
      name: names.get(rule) ?? rule,
      share: shares.join(" / "),
      ...(amounts.size === 1 && amount && { amount }),
    };
  });
}
