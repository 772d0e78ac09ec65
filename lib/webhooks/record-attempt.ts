import { and, eq, isNull, sql } from "drizzle-orm";
import { besideKey } from "@/db/beside-key";
import type { Transaction } from "@/db/client";
import { webhookDeliveries, webhookEndpoints } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Context } from "@/lib/core/context";
import { deliveryRules, nextAttemptTime } from "./delivery-rules";
import { enqueueAttempt } from "./insert-delivery";
import type { PendingDelivery } from "./pending-delivery";
import type { PostResult } from "./post";

/** With this status a receiver asks for no more webhooks: its endpoint is disabled. */
const GONE = 410;

/** `isFinal`: nothing was sent, and nothing will be. */
export type AttemptResult = PostResult & { isFinal: boolean };

/**
 * Records an attempt in its delivery and the health of its endpoint, and enqueues the next attempt if this one
 * failed. Changes nothing if another job recorded the same attempt first.
 */
export async function recordAttempt(
  ctx: Context,
  { delivery, endpoint }: Pick<PendingDelivery, "delivery" | "endpoint">,
  { responseStatus, responseBody, error, isFinal }: AttemptResult,
  { durationMs }: { durationMs: number },
): Promise<void> {
  const attempts = isFinal ? delivery.attempts : delivery.attempts + 1;
  const isGone = responseStatus === GONE;
  const nextAttemptAt = error === null || isFinal || isGone ? null : nextAttemptTime(attempts);
  await inTransaction(ctx.db, async (tx) => {
    const updated = await tx
      .update(webhookDeliveries)
      .set({
        status: error === null ? "succeeded" : nextAttemptAt ? "pending" : "failed",
        attempts,
        error,
        nextAttemptAt,
        ...(!isFinal && { responseStatus, responseBody, durationMs, lastAttemptAt: sql`now()` }),
      })
      .where(
        and(
          eq(webhookDeliveries.id, delivery.id),
          eq(besideKey(webhookDeliveries.status), "pending"),
          eq(webhookDeliveries.attempts, delivery.attempts),
        ),
      )
      .returning({ id: webhookDeliveries.id });
    if (updated.length === 0) return;
    if (nextAttemptAt) await enqueueAttempt(tx, { id: delivery.id, attempts }, nextAttemptAt);
    const hasChanged = error !== null || endpoint.failingSince !== null;
    if (!isFinal && hasChanged) {
      await recordEndpointHealth(ctx, tx, delivery.endpointId, { error, isGone });
    }
  });
}

interface Health {
  error: string | null;
  isGone: boolean;
}

/** Records since when an endpoint has been failing, and disables it if that is too long or it is gone. */
async function recordEndpointHealth(
  ctx: Context,
  tx: Transaction,
  id: string,
  { error, isGone }: Health,
) {
  if (error === null) {
    const isFailing = and(
      eq(webhookEndpoints.id, id),
      sql`${webhookEndpoints.failingSince} is not null`,
    );
    await tx.update(webhookEndpoints).set({ failingSince: null }).where(isFailing);
    return;
  }
  const { disableAfterDays } = deliveryRules;
  const isDisabled = isGone
    ? sql`true`
    : sql`${webhookEndpoints.failingSince} <= now() - make_interval(days => ${disableAfterDays})`;
  const reason = isGone
    ? "The receiver responded with 410 Gone, so it no longer wants webhooks."
    : `All deliveries failed for ${disableAfterDays} days. Last error: ${error}.`;
  const [endpoint] = await tx
    .update(webhookEndpoints)
    .set({
      failingSince: sql`coalesce(${webhookEndpoints.failingSince}, now())`,
      disabledAt: sql`case when ${isDisabled} then now() end`,
      disabledReason: sql`case when ${isDisabled} then ${reason}::text end`,
    })
    .where(and(eq(webhookEndpoints.id, id), isNull(webhookEndpoints.disabledAt)))
    .returning({ disabledAt: webhookEndpoints.disabledAt });
  if (endpoint?.disabledAt) ctx.log.warn({ endpoint_id: id, reason }, "webhook.endpoint_disabled");
}
