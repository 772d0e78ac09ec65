import type { tiers } from "@/db/schema";
import { type TierTerms, tierTerms } from "./schemas";

/** What is kept of a tier with what is bought of it: later changes of the tier don't touch that. */
export const termsOf = (tier: typeof tiers.$inferSelect): TierTerms => ({
  name: tier.name,
  profit_target_pct: tier.profitTargetPct,
  max_daily_loss_pct: tier.maxDailyLossPct,
  max_total_loss_pct: tier.maxTotalLossPct,
  profit_split_pct: tier.profitSplitPct,
  min_trading_days: tier.minTradingDays,
});

/** Stored terms; null where a payment or an account is from before they were kept. */
export const readTerms = (stored: unknown): TierTerms | null =>
  tierTerms.safeParse(stored).data ?? null;
