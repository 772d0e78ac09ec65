import { and, eq, isNull, ne, type SQL, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { programSteps, programs, tiers } from "@/db/schema";
import { audit } from "@/lib/audit";
import type { Context } from "@/lib/core/context";

/** A number that no other advisory lock of this database has. */
const RECOMMENDATION_LOCK = 6_820_113_574;

/** An offer that becomes the recommended one of its model. */
export interface Recommendation {
  /** Its id, as a tier or as a program; left out while it isn't inserted. */
  tier?: string;
  program?: number;
  /** The model: the number of its evaluations. */
  evaluations: number;
  /** For the audit log. */
  reason: string;
}

/**
 * Takes the recommendation from the other offers of a model, with an audit entry for each, and locks it until the
 * transaction ends. Tiers come first, as in every edit that locks both, and the program's own row is locked later.
 */
export async function takeFromTiers(
  tx: Transaction,
  ctx: Context,
  { tier, evaluations, reason }: Recommendation,
): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${RECOMMENDATION_LOCK})`);
  const taken = await tx
    .update(tiers)
    .set({ recommended: false, version: sql`${tiers.version} + 1` })
    .where(
      and(
        eq(tiers.recommended, true),
        isNull(tiers.archivedAt),
        hasEvaluations(sql`${tiers.programId}`, evaluations),
        tier === undefined ? undefined : ne(tiers.id, tier),
      ),
    )
    .returning({ id: tiers.id });
  for (const { id } of taken) await auditTaken(tx, ctx, "tier.edit", id, reason);
}

/** The same of the programs, for a transaction that has called `takeFromTiers`. */
export async function takeFromPrograms(
  tx: Transaction,
  ctx: Context,
  { program, evaluations, reason }: Recommendation,
): Promise<void> {
  const taken = await tx
    .update(programs)
    .set({ recommended: false, version: sql`${programs.version} + 1` })
    .where(
      and(
        eq(programs.recommended, true),
        hasEvaluations(sql`${programs.id}`, evaluations),
        program === undefined ? undefined : ne(programs.id, program),
      ),
    )
    .returning({ id: programs.id });
  for (const { id } of taken) await auditTaken(tx, ctx, "program.edit", id, reason);
}

const hasEvaluations = (programId: SQL, evaluations: number): SQL =>
  sql`(select count(*) from ${programSteps} s where s.program_id = ${programId} and s.phase_type = 0) = ${evaluations}`;

const auditTaken = (
  tx: Transaction,
  ctx: Context,
  action: "tier.edit" | "program.edit",
  subject: string | number,
  reason: string,
) =>
  audit(tx, ctx, {
    action,
    subject,
    reason,
    before: { recommended: true },
    after: { recommended: false },
  });

/** The model of phases: the number of their evaluations. */
export const evaluationsIn = (phases: readonly { phaseType: number }[]): number =>
  phases.filter(({ phaseType }) => phaseType === 0).length;
