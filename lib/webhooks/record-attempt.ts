import { and, eq, isNull, sql } from "drizzle-orm";
import { besideKey } from "@/db/beside-key";
import type { Transaction } from "@/db/client";
import { webhookDeliveries, webhookEndpoints } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Context } from "@/lib/context";
import { enqueueAttempt } from "./insert-delivery";
import type { Posted } from "./post";
import { nextAttempt } from "./retry-schedule";

/** By this status a receiver says that it wants nothing more: its endpoint is disabled. */
const GONE = 410;

/** An endpoint to which nothing could be delivered for so many days is disabled. */
export const DISABLE_AFTER_DAYS = 5;

interface Due {
  delivery: Pick<typeof webhookDeliveries.$inferSelect, "id" | "endpointId" | "attempts">;
  endpoint: Pick<typeof webhookEndpoints.$inferSelect, "failingSince">;
}
/** `over`: nothing was sent and nothing will be. */
type Attempt = Posted & { over: boolean };

/**
 * Writes an attempt to its delivery and, where it failed, enqueues the next one. What the endpoint is
 * worth follows from it as well. Somebody else's attempt that was written meanwhile stands.
 */
export async function recordAttempt(
  ctx: Context,
  { delivery, endpoint }: Due,
  { responseStatus, responseBody, error, over }: Attempt,
  { durationMs }: { durationMs: number },
): Promise<void> {
  const attempts = over ? delivery.attempts : delivery.attempts + 1;
  const isGone = responseStatus === GONE;
  const next = error === null || over || isGone ? null : nextAttempt(attempts);
  await inTransaction(ctx.db, async (tx) => {
    const written = await tx
      .update(webhookDeliveries)
      .set({
        status: error === null ? "succeeded" : next ? "pending" : "failed",
        attempts,
        error,
        nextAttemptAt: next,
        ...(!over && { responseStatus, responseBody, durationMs, lastAttemptAt: sql`now()` }),
      })
      .where(
        and(
          eq(webhookDeliveries.id, delivery.id),
          eq(besideKey(webhookDeliveries.status), "pending"),
          eq(webhookDeliveries.attempts, delivery.attempts),
        ),
      )
      .returning({ id: webhookDeliveries.id });
    if (written.length === 0) return;
    if (next) await enqueueAttempt(tx, { id: delivery.id, attempts }, next);
    const isNews = error !== null || endpoint.failingSince !== null;
    if (!over && isNews) await noteHealth(ctx, tx, delivery.endpointId, { error, isGone });
  });
}

interface Health {
  error: string | null;
  isGone: boolean;
}

/** Saves since when an endpoint has been failing, and disables one that has for too long or is gone. */
async function noteHealth(ctx: Context, tx: Transaction, id: string, { error, isGone }: Health) {
  if (error === null) {
    const failing = and(
      eq(webhookEndpoints.id, id),
      sql`${webhookEndpoints.failingSince} is not null`,
    );
    await tx.update(webhookEndpoints).set({ failingSince: null }).where(failing);
    return;
  }
  const isTooLong = sql`${webhookEndpoints.failingSince} <= now() - make_interval(days => ${DISABLE_AFTER_DAYS})`;
  const isOver = isGone ? sql`true` : isTooLong;
  const reason = isGone
    ? "The receiver answered 410 Gone, which says that it wants no more webhooks."
    : `Nothing could be delivered for ${DISABLE_AFTER_DAYS} days. Last: ${error}.`;
  const [endpoint] = await tx
    .update(webhookEndpoints)
    .set({
      failingSince: sql`coalesce(${webhookEndpoints.failingSince}, now())`,
      disabledAt: sql`case when ${isOver} then now() end`,
      disabledReason: sql`case when ${isOver} then ${reason}::text end`,
    })
    .where(and(eq(webhookEndpoints.id, id), isNull(webhookEndpoints.disabledAt)))
    .returning({ disabledAt: webhookEndpoints.disabledAt });
  if (endpoint?.disabledAt) ctx.log.warn({ endpoint_id: id, reason }, "webhook endpoint disabled");
}
