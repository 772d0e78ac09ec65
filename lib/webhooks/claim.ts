import { and, eq, isNull, lt, or, sql } from "drizzle-orm";
import { webhookEndpoints } from "@/db/schema";
import type { Context } from "@/lib/context";

/** Beyond what a turn and its last attempt take, writing included: a claim this old is a dead worker's. */
const CLAIM_SECONDS = 30;

const until = sql`now() + make_interval(secs => ${CLAIM_SECONDS})`;
const isFree = or(
  isNull(webhookEndpoints.claimedUntil),
  lt(webhookEndpoints.claimedUntil, sql`now()`),
);

/**
 * Takes an endpoint to send to, so that it is sent one webhook at a time; false where another job has
 * it. A job that runs again after its worker died has its own claim still.
 */
export async function claimEndpoint(ctx: Context, id: string): Promise<boolean> {
  const own = eq(webhookEndpoints.claim, ctx.requestId);
  const taken = await ctx.db
    .update(webhookEndpoints)
    .set({ claim: ctx.requestId, claimedUntil: until })
    .where(and(eq(webhookEndpoints.id, id), or(isFree, own)))
    .returning({ id: webhookEndpoints.id });
  return taken.length > 0;
}

/** Gives a claimed endpoint back. What was taken over by another job stays with it. */
export async function releaseEndpoint(ctx: Context, id: string): Promise<void> {
  await ctx.db
    .update(webhookEndpoints)
    .set({ claim: null, claimedUntil: null })
    .where(and(eq(webhookEndpoints.id, id), eq(webhookEndpoints.claim, ctx.requestId)));
}
