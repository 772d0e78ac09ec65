import { and, asc, eq, isNull, type SQL } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { programs, tierMarkets, tiers } from "@/db/schema";
import { AppError } from "@/lib/core/errors";
import { centsToJson, minorUnits } from "@/lib/core/money";
import { describeRuleSet } from "@/lib/rules/texts";
import { type Phase, readPhases } from "./phases";
import { presentTierPhases, tierRuleFields } from "./present-rules";
import { readRuleSets } from "./rule-sets";
import { type StoredTerms, storedTerms, type TierTerms, type TierView } from "./schemas";

type Tier = typeof tiers.$inferSelect;

/** The tiers that are on sale, in catalog order. */
export const listTiers = (db: Executor): Promise<TierView[]> => selectOnSale(db);

/** The tiers of a program that are on sale, in catalog order. */
export const listTiersOf = (db: Executor, programId: number): Promise<TierView[]> =>
  selectOnSale(db, eq(tiers.programId, programId));

/** One tier on sale, or null. */
export async function findTier(db: Executor, id: string): Promise<TierView | null> {
  const [tier] = await selectOnSale(db, eq(tiers.id, id));
  return tier ?? null;
}

async function selectOnSale(db: Executor, filter?: SQL): Promise<TierView[]> {
  const rows = await db
    .select({ tier: tiers, market: tierMarkets, slug: programs.slug })
    .from(tiers)
    .innerJoin(programs, eq(programs.id, tiers.programId))
    .innerJoin(tierMarkets, eq(tierMarkets.tierId, tiers.id))
    .where(and(isNull(tiers.archivedAt), filter))
    .orderBy(asc(tiers.sortIndex), asc(tiers.id), asc(tierMarkets.market));
  const phases = await readPhases(db, [...new Set(rows.map(({ tier }) => tier.programId))]);
  const views = new Map<string, TierView>();
  for (const { tier, market, slug } of rows) {
    const view = views.get(tier.id) ?? viewTier(tier, slug, phases);
    view.markets.push({ market: market.market, asset_class: market.assetClass });
    views.set(tier.id, view);
  }
  return [...views.values()];
}

/** A tier as the store shows it, without its markets. */
function viewTier(tier: Tier, programSlug: string, phases: Phase[]): TierView {
  const own = phases.filter(({ programId }) => programId === tier.programId);
  const { currency } = tier;
  return {
    id: tier.id,
    name: tier.name,
    program_id: tier.programId,
    program_slug: programSlug,
    account_size: tier.accountSize,
    price_cents: centsToJson(tier.priceCents),
    currency,
    ...tierRuleFields(own),
    recommended: tier.recommended,
    markets: [],
    phases: presentTierPhases(own, { initial: minorUnits(tier.accountSize), currency }),
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
  const phases = await readPhases(db, [tier.programId]);
  return { ...tier, phases, market: offer.market, assetClass: offer.assetClass };
}

/** The terms of a tier that are stored with a purchase; later edits of the catalog don't change them. */
export const termsOf = ({
  name,
  currency,
  phases,
}: {
  name: string;
  currency: string;
  phases: Phase[];
}): StoredTerms => ({
  name,
  ...tierRuleFields(phases),
  currency,
  rule_set: phases[0]?.ruleSetId ?? null,
  phases: phases.map((phase) => ({
    phase_index: phase.phaseIndex,
    phase_type: phase.phaseType === 1 ? 1 : 0,
    name: phase.name,
    rule_set: phase.ruleSetId,
  })),
});

/** Stored terms; null for a payment or an account from before they were stored. */
export const readTerms = (stored: unknown): StoredTerms | null =>
  storedTerms.safeParse(stored).data ?? null;

/** Stored terms in the form of the APIs, in the same order. */
export async function presentTerms(
  db: Executor,
  stored: readonly unknown[],
): Promise<(TierTerms | null)[]> {
  const read = stored.map(readTerms);
  const ruleSets = await readRuleSets(
    db,
    read.flatMap((terms) => terms?.phases.map(({ rule_set }) => rule_set) ?? []),
  );
  return read.map(
    (terms) =>
      terms && {
        ...terms,
        phases: terms.phases.map((phase) => {
          const rules = ruleSets.get(phase.rule_set);
          const phaseType = phase.phase_type === 1 ? "funded" : "evaluation";
          const summary = rules && describeRuleSet(rules, terms.currency, phaseType);
          return { ...phase, rules_summary: summary ?? "" };
        }),
      },
  );
}
