import type { TierView } from "@/lib/catalog/schemas";
import { formatSize } from "@/lib/core/money";
import { type Rule, RuleList } from "./rule-list";

function rulesOf(tier: TierView): Rule[] {
  const amount = (pct: number) => formatSize((tier.account_size * pct) / 100);
  const limit = (name: string, pct: number | null, none: string): Rule =>
    pct === null ? { name, share: none } : { name, share: `${pct}%`, amount: amount(pct) };
  const rules = [
    limit("Profit target", tier.profit_target_pct, "None"),
    limit("Max daily loss", tier.max_daily_loss_pct, "No limit"),
    limit("Max total loss", tier.max_total_loss_pct, "No limit"),
  ];
  if (tier.min_trading_days > 0) {
    rules.push({ name: "Min. trading days", share: String(tier.min_trading_days) });
  }
  return rules;
}

/** The rules of a tier, one a line. */
export const TierRules = ({ tier }: { tier: TierView }) => <RuleList rules={rulesOf(tier)} />;
