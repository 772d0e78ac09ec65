import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { violatedUnique } from "@/db/errors";
import { programs, tierMarkets, tiers } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/audit";
import { type Context, requireAdmin, requireFreshAdmin } from "@/lib/core/context";
import { changesTerms } from "./changes-terms";
import { fieldError } from "./errors";
import { type Phase, readPhases } from "./phases";
import { tierRuleFields } from "./present-rules";
import {
  evaluationsIn,
  type Recommendation,
  takeFromPrograms,
  takeFromTiers,
} from "./recommendation";
import type { NewTierInput, TierInput, TierRecord } from "./schemas";
import { lockTier, readTier } from "./tier-records";

/** Creates a tier, on sale. For admins. Throws STEP_UP_REQUIRED, and INVALID_REQUEST where the id is taken. */
export async function createTier(ctx: Context, input: NewTierInput): Promise<TierRecord> {
  requireFreshAdmin(ctx);
  const { id, reason } = input;
  try {
    return await inTransaction(ctx.db, async (tx) => {
      const recommendation = await recommendationOf(tx, id, input);
      if (recommendation) await takeFromTiers(tx, ctx, recommendation);
      const phases = await lockPhases(tx, input.program_id);
      await tx.insert(tiers).values({ id, ...columnsOf(input), ...ruleColumnsOf(phases) });
      await insertMarkets(tx, id, input.markets);
      if (recommendation) await takeFromPrograms(tx, ctx, recommendation);
      const after = await readTier(tx, id);
      await audit(tx, ctx, { action: "tier.create", subject: id, reason, after: { ...after } });
      return after;
    });
  } catch (error) {
    if (violatedUnique(error) === "tiers_pkey") throw fieldError("id", "is already taken");
    throw error;
  }
}

/**
 * Changes a tier for later purchases; earlier ones keep their terms. For admins.
 * Throws NOT_FOUND, INVALID_REQUEST where it can't be recommended, INVALID_STATE for a version conflict, and
 * STEP_UP_REQUIRED where more than its presentation changes.
 */
export async function editTier(ctx: Context, id: string, input: TierInput): Promise<TierRecord> {
  requireAdmin(ctx);
  const { reason, version } = input;
  return inTransaction(ctx.db, async (tx) => {
    const recommendation = await recommendationOf(tx, id, input);
    // The recommended row is locked before the own one, in every edit, so that no two wait for each other.
    if (recommendation) await takeFromTiers(tx, ctx, recommendation);
    const before = await lockTier(tx, id, version);
    if (before.archived && input.recommended) {
      throw fieldError("recommended", "can't be set: this tier is archived");
    }
    await lockPhases(tx, input.program_id);
    await tx
      .update(tiers)
      .set({ ...columnsOf(input), version: version + 1 })
      .where(eq(tiers.id, id));
    await tx.delete(tierMarkets).where(eq(tierMarkets.tierId, id));
    await insertMarkets(tx, id, input.markets);
    if (recommendation) await takeFromPrograms(tx, ctx, recommendation);
    const after = await readTier(tx, id);
    if (changesTerms(before, after, presentationFields)) requireFreshAdmin(ctx);
    const change = { before: { ...before }, after: { ...after } };
    await audit(tx, ctx, { action: "tier.edit", subject: id, reason, ...change });
    return after;
  });
}

/** The fields that present a tier; every other one is a term of the sale. */
const presentationFields = ["name", "recommended", "sort_index"] as const;

const columnsOf = (input: Omit<TierInput, "version">) => ({
  name: input.name,
  programId: input.program_id,
  accountSize: input.account_size,
  priceCents: BigInt(input.price_cents),
  currency: input.currency,
  recommended: input.recommended,
  sortIndex: input.sort_index,
});

/** The phases of a program, which is locked against its deletion. Throws INVALID_REQUEST where there is none. */
async function lockPhases(tx: Transaction, programId: number) {
  await tx
    .select({ id: programs.id })
    .from(programs)
    .where(eq(programs.id, programId))
    .for("share");
  const phases = await readPhases(tx, [programId]);
  if (phases.length === 0) throw fieldError("program_id", "isn't a program with phases");
  return phases;
}

/** For the release before: single rules of a new tier. */
function ruleColumnsOf(phases: Phase[]) {
  const fields = tierRuleFields(phases);
  return {
    profitTargetPct: fields.profit_target_pct,
    maxDailyLossPct: fields.max_daily_loss_pct,
    maxTotalLossPct: fields.max_total_loss_pct,
    profitSplitPct: fields.profit_split_pct,
    minTradingDays: fields.min_trading_days,
  };
}

const insertMarkets = (tx: Transaction, tierId: string, markets: TierInput["markets"]) =>
  tx
    .insert(tierMarkets)
    .values(
      markets.map(({ market, asset_class }) => ({ tierId, market, assetClass: asset_class })),
    );

/** What a recommended tier takes the recommendation for; null for another tier. */
async function recommendationOf(
  tx: Transaction,
  tier: string,
  { recommended, program_id, reason }: Pick<TierInput, "recommended" | "program_id" | "reason">,
): Promise<Recommendation | null> {
  if (!recommended) return null;
  return { tier, evaluations: evaluationsIn(await readPhases(tx, [program_id])), reason };
}
