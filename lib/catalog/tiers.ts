import { and, asc, eq, isNull, type SQL } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { tierMarkets, tiers } from "@/db/schema";
import { AppError } from "@/lib/errors";
import { centsToJson } from "@/lib/money";
import type { TierView } from "./schemas";

/** The tiers that are on sale, in the order of the catalog. */
export const listTiers = (db: Executor): Promise<TierView[]> => onSale(db);

/** One tier on sale, or null. */
export async function findTier(db: Executor, id: string): Promise<TierView | null> {
  const [tier] = await onSale(db, eq(tiers.id, id));
  return tier ?? null;
}

async function onSale(db: Executor, which?: SQL): Promise<TierView[]> {
  const rows = await db
    .select({ tier: tiers, market: tierMarkets })
    .from(tiers)
    .innerJoin(tierMarkets, eq(tierMarkets.tierId, tiers.id))
    .where(and(isNull(tiers.archivedAt), which))
    .orderBy(asc(tiers.sortIndex), asc(tiers.id), asc(tierMarkets.market));
  const views = new Map<string, TierView>();
  for (const { tier, market } of rows) {
    const view = views.get(tier.id) ?? tierView(tier);
    view.markets.push({ market: market.market, asset_class: market.assetClass });
    views.set(tier.id, view);
  }
  return [...views.values()];
}

/** A tier as the storefront shows it; its markets are still to be added. */
export function tierView(tier: typeof tiers.$inferSelect): TierView {
  return {
    id: tier.id,
    name: tier.name,
    account_size: tier.accountSize,
    price_cents: centsToJson(tier.priceCents),
    currency: tier.currency,
    profit_target_pct: tier.profitTargetPct,
    max_daily_loss_pct: tier.maxDailyLossPct,
    max_total_loss_pct: tier.maxTotalLossPct,
    profit_split_pct: tier.profitSplitPct,
    min_trading_days: tier.minTradingDays,
    recommended: tier.recommended,
    markets: [],
  };
}

interface Wanted {
  tierId: string;
  assetClass: string;
  accountSize: number;
  /** Left out where the asset class decides it. */
  market?: string;
  currency?: string;
}

/**
 * The tier as it is on sale, with the market asked for.
 * Throws TIER_UNAVAILABLE when it isn't, TIER_MISMATCH when it doesn't sell what was asked.
 */
export async function priceTier(db: Executor, wanted: Wanted) {
  const rows = await db
    .select({ tier: tiers, market: tierMarkets.market, assetClass: tierMarkets.assetClass })
    .from(tiers)
    .innerJoin(tierMarkets, eq(tierMarkets.tierId, tiers.id))
    .where(and(eq(tiers.id, wanted.tierId), isNull(tiers.archivedAt)));
  const tier = rows[0]?.tier;
  if (!tier) throw new AppError("TIER_UNAVAILABLE", `There is no tier ${wanted.tierId} on sale.`);
  const sold = rows.find(
    (row) =>
      row.assetClass === wanted.assetClass &&
      (wanted.market === undefined || row.market === wanted.market),
  );
  const mismatch = (what: string) => {
    throw new AppError("TIER_MISMATCH", `The tier ${tier.id} is not sold with ${what}.`);
  };
  if (!sold) return mismatch("this market and asset class");
  if (tier.accountSize !== wanted.accountSize) return mismatch("this account size");
  if (wanted.currency !== undefined && tier.currency !== wanted.currency) {
    return mismatch("this currency");
  }
  return { ...tier, market: sold.market, assetClass: sold.assetClass };
}
