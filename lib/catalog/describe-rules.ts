import type { TierTerms } from "./schemas";

/** A tier's rules by name: `{ "Profit target": "8%", "Max daily loss": "5%" }`. A rule without a limit is left out. */
export function rulesByName(terms: Omit<TierTerms, "name">): Record<string, string> {
  const { profit_target_pct: target, min_trading_days: days } = terms;
  const { max_daily_loss_pct: daily, max_total_loss_pct: total } = terms;
  return {
    ...(target !== null && { "Profit target": `${target}%` }),
    ...(daily !== null && { "Max daily loss": `${daily}%` }),
    ...(total !== null && { "Max total loss": `${total}%` }),
    ...(days > 0 && { "Min. trading days": String(days) }),
  };
}

/** A tier's rules in a line: `Profit target 8% · Max daily loss 5% · Min. trading days 5`. */
export const describeRules = (terms: Omit<TierTerms, "name">): string =>
  Object.entries(rulesByName(terms))
    .map(([name, value]) => `${name} ${value}`)
    .join(" · ") || "None";
