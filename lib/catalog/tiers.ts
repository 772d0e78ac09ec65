import { and, asc, eq, isNull, type SQL } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { tierMarkets, tiers } from "@/db/schema";
import { AppError } from "@/lib/core/errors";
import { centsToJson } from "@/lib/core/money";
import { type TierTerms, type TierView, tierTerms } from "./schemas";

/** The tiers that are on sale, in catalog order. */
export const listTiers = (db: Executor): Promise<TierView[]> => selectOnSale(db);

/** One tier on sale, or null. */
export async function findTier(db: Executor, id: string): Promise<TierView | null> {
  const [tier] = await selectOnSale(db, eq(tiers.id, id));
  return tier ?? null;
}

async function selectOnSale(db: Executor, filter?: SQL): Promise<TierView[]> {
  const rows = await db
    .select({ tier: tiers, market: tierMarkets })
    .from(tiers)
    .innerJoin(tierMarkets, eq(tierMarkets.tierId, tiers.id))
    .where(and(isNull(tiers.archivedAt), filter))
    .orderBy(asc(tiers.sortIndex), asc(tiers.id), asc(tierMarkets.market));
  const views = new Map<string, TierView>();
  for (const { tier, market } of rows) {
    const view = views.get(tier.id) ?? viewTier(tier);
    view.markets.push({ market: market.market, asset_class: market.assetClass });
    views.set(tier.id, view);
  }
  return [...views.values()];
}

/** A tier as the store shows it, without its markets. */
export function viewTier(tier: typeof tiers.$inferSelect): TierView {
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

/** What a customer chose of a tier. */
interface TierSelection {
  tierId: string;
  assetClass: string;
  accountSize: number;
  /** Left out where the asset class decides it. */
  market?: string;
  currency?: string;
}

/**
 * The tier as it is on sale, with the selected market.
 * Throws TIER_UNAVAILABLE when it isn't, TIER_MISMATCH when it isn't sold with the selection.
 */
export async function priceTier(db: Executor, selection: TierSelection) {
  const rows = await db
    .select({ tier: tiers, market: tierMarkets.market, assetClass: tierMarkets.assetClass })
    .from(tiers)
    .innerJoin(tierMarkets, eq(tierMarkets.tierId, tiers.id))
    .where(and(eq(tiers.id, selection.tierId), isNull(tiers.archivedAt)));
  const tier = rows[0]?.tier;
  if (!tier) {
    throw new AppError("TIER_UNAVAILABLE", `The tier ${selection.tierId} isn't for sale.`);
  }
  const offer = rows.find(
    (row) =>
      row.assetClass === selection.assetClass &&
      (selection.market === undefined || row.market === selection.market),
  );
  const rejectWith = (field: string) => {
    throw new AppError("TIER_MISMATCH", `The tier ${tier.id} isn't sold with ${field}.`);
  };
  if (!offer) return rejectWith("this market and asset class");
  if (tier.accountSize !== selection.accountSize) return rejectWith("this account size");
  if (selection.currency !== undefined && tier.currency !== selection.currency) {
    return rejectWith("this currency");
  }
  return { ...tier, market: offer.market, assetClass: offer.assetClass };
}

/** The terms of a tier that are stored with a purchase; later edits of the tier don't change them. */
export const termsOf = (tier: typeof tiers.$inferSelect): TierTerms => ({
  name: tier.name,
  profit_target_pct: tier.profitTargetPct,
  max_daily_loss_pct: tier.maxDailyLossPct,
  max_total_loss_pct: tier.maxTotalLossPct,
  profit_split_pct: tier.profitSplitPct,
  min_trading_days: tier.minTradingDays,
});

/** Stored terms; null for a payment or an account from before they were stored. */
export const readTerms = (stored: unknown): TierTerms | null =>
  tierTerms.safeParse(stored).data ?? null;
