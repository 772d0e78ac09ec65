import { and, eq, isNull, lt, or, sql } from "drizzle-orm";
import { webhookEndpoints } from "@/db/schema";
import type { Context } from "@/lib/core/context";

/** More than a sending window and its last attempt take: the worker of an older claim has died. */
const CLAIM_SECONDS = 30;

const claimEnd = sql`now() + make_interval(secs => ${CLAIM_SECONDS})`;
const isUnclaimed = or(
  isNull(webhookEndpoints.claimedUntil),
  lt(webhookEndpoints.claimedUntil, sql`now()`),
);

/**
 * Claims an endpoint for this job, so that it is sent one webhook at a time. Returns false if another job has
 * claimed it. A job that runs again after its worker died still has its claim.
 */
export async function claimEndpoint(ctx: Context, id: string): Promise<boolean> {
  const isOwnClaim = eq(webhookEndpoints.claim, ctx.requestId);
  const claimed = await ctx.db
    .update(webhookEndpoints)
    .set({ claim: ctx.requestId, claimedUntil: claimEnd })
    .where(and(eq(webhookEndpoints.id, id), or(isUnclaimed, isOwnClaim)))
    .returning({ id: webhookEndpoints.id });
  return claimed.length > 0;
}

/** Releases this job's claim of an endpoint. A claim of another job stays. */
export async function releaseEndpoint(ctx: Context, id: string): Promise<void> {
  await ctx.db
    .update(webhookEndpoints)
    .set({ claim: null, claimedUntil: null })
    .where(and(eq(webhookEndpoints.id, id), eq(webhookEndpoints.claim, ctx.requestId)));
}
