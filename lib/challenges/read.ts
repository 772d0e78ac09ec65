import { and, desc, eq, inArray, lt } from "drizzle-orm";
import { challengePhases, challenges, purchases } from "@/db/schema";
import { presentBoughtProgram } from "@/lib/catalog";
import { type Context, requireCustomer } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { readPaymentRefunds } from "./payment-refunds";
import { presentPhases } from "./phases";
import { presentChallenge, presentPurchase } from "./present";
import type { ChallengeDetailView, ChallengesQuery, ChallengesView } from "./schemas";

/** The customer's own purchases, newest first, and their challenges. */
export async function listChallenges(
  ctx: Context,
  { limit, cursor }: ChallengesQuery = { limit: 50 },
): Promise<ChallengesView> {
  const me = requireCustomer(ctx, "accounts:read");
  const found = await ctx.db
    .select()
    .from(purchases)
    .where(and(eq(purchases.customerId, me.id), cursor ? lt(purchases.id, cursor) : undefined))
    .orderBy(desc(purchases.id))
    .limit(limit + 1);
  const bought = found.slice(0, limit);
  const ids = bought.map(({ id }) => id);
  const running =
    ids.length > 0
      ? await ctx.db
          .select()
          .from(challenges)
          .where(inArray(challenges.purchaseId, ids))
          .orderBy(desc(challenges.id))
      : [];
  const refunds = await readPaymentRefunds(ctx.db, bought);
  return {
    purchases: bought.map((purchase) => presentPurchase(purchase, refunds)),
    challenges: running.map(presentChallenge),
    next_cursor: found.length > limit ? (ids.at(-1) ?? null) : null,
  };
}

/** One of the customer's own challenges with its phases, under the rules it was bought with. */
export async function getChallenge(ctx: Context, id: number): Promise<ChallengeDetailView> {
  const me = requireCustomer(ctx, "accounts:read");
  const [found] = await ctx.db
    .select({ challenge: challenges, purchase: purchases })
    .from(challenges)
    .innerJoin(purchases, eq(purchases.id, challenges.purchaseId))
    .where(and(eq(challenges.id, id), eq(challenges.customerId, me.id)));
  if (!found) throw notFound("challenge");
  const { challenge, purchase } = found;
  const begun = await ctx.db
    .select()
    .from(challengePhases)
    .where(eq(challengePhases.challengeId, id));
  const program = await presentBoughtProgram(ctx.db, purchase.program);
  const phases = presentPhases(program, begun);
  const current = phases.find(({ phase_index }) => phase_index === challenge.currentPhaseIndex);
  if (!current) throw new Error(`challenge ${id} has no phase ${challenge.currentPhaseIndex}`);
  return {
    challenge: presentChallenge(challenge),
    purchase: presentPurchase(purchase, await readPaymentRefunds(ctx.db, [purchase])),
    program,
    phases,
    current_phase: current,
  };
}
