import { asc, eq } from "drizzle-orm";
import type { Executor, Transaction } from "@/db/client";
import { tierMarkets, tiers } from "@/db/schema";
import { type Context, requireAdmin } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { centsToJson } from "@/lib/core/money";
import { versionConflict } from "./errors";
import type { TierRecord } from "./schemas";

/** Every tier, on sale or not, in catalog order. For admins. */
export async function listTierRecords(ctx: Context): Promise<TierRecord[]> {
  requireAdmin(ctx);
  const rows = await ctx.db.select().from(tiers).orderBy(asc(tiers.sortIndex), asc(tiers.id));
  const markets = await ctx.db.select().from(tierMarkets).orderBy(asc(tierMarkets.market));
  return rows.map((row) => tierRecordOf(row, markets));
}

/** One tier, on sale or not. For admins. Throws NOT_FOUND. */
export async function getTierRecord(ctx: Context, id: string): Promise<TierRecord> {
  requireAdmin(ctx);
  return readTier(ctx.db, id);
}

type Row = typeof tiers.$inferSelect;

const tierRecordOf = (row: Row, markets: (typeof tierMarkets.$inferSelect)[]): TierRecord => ({
  id: row.id,
  name: row.name,
  program_id: row.programId,
  account_size: row.accountSize,
  price_cents: centsToJson(row.priceCents),
  currency: row.currency,
  recommended: row.recommended,
  markets: markets
    .filter(({ tierId }) => tierId === row.id)
    .map(({ market, assetClass }) => ({ market, asset_class: assetClass })),
  sort_index: row.sortIndex,
  archived: row.archivedAt !== null,
  version: row.version,
});

/** Throws NOT_FOUND. */
export async function readTier(db: Executor, id: string): Promise<TierRecord> {
  const [row] = await db.select().from(tiers).where(eq(tiers.id, id));
  if (!row) throw notFound("tier");
  const markets = await db
    .select()
    .from(tierMarkets)
    .where(eq(tierMarkets.tierId, id))
    .orderBy(asc(tierMarkets.market));
  return tierRecordOf(row, markets);
}

/** Locks a tier's row. Throws NOT_FOUND, and INVALID_STATE where it has another version. */
export async function lockTier(tx: Transaction, id: string, version: number): Promise<TierRecord> {
  await tx.select({ id: tiers.id }).from(tiers).where(eq(tiers.id, id)).for("update");
  const tier = await readTier(tx, id);
  if (tier.version !== version) throw versionConflict("tier");
  return tier;
}
