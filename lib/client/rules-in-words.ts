import type { TierTerms } from "@/lib/catalog/schemas";

/** A tier's rules in a line: `target 8%, loss 5% a day and 10% in all, 5 trading days`. */
export function rulesInWords(terms: Omit<TierTerms, "name">): string {
  const { profit_target_pct: target, min_trading_days: days } = terms;
  const { max_daily_loss_pct: daily, max_total_loss_pct: total } = terms;
  const losses = [daily !== null && `${daily}% a day`, total !== null && `${total}% in all`];
  const loss = losses.filter(Boolean).join(" and ");
  const rules = [
    target !== null && `target ${target}%`,
    loss && `loss ${loss}`,
    days > 0 && `${days} trading ${days === 1 ? "day" : "days"}`,
  ];
  return rules.filter(Boolean).join(", ") || "none";
}
