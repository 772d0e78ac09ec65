import { and, desc, eq, lt } from "drizzle-orm";
import { webhookDeliveries, webhookEvents } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { page } from "@/lib/http/pagination";
import { ownEndpoint } from "./own-endpoint";
import type { DeliveriesInput, DeliveryView } from "./schemas";

/** A delivery as the endpoint's app sees it. */
export function presentDelivery(
  row: typeof webhookDeliveries.$inferSelect,
  eventType: string,
): DeliveryView {
  return {
    id: row.id,
    endpoint_id: row.endpointId,
    event_id: row.eventId,
    event_type: eventType,
    redelivery_of: row.redeliveryOf,
    status: row.status,
    attempts: row.attempts,
    response_status: row.responseStatus,
    response_body: row.responseBody,
    error: row.error,
    duration_ms: row.durationMs,
    created_at: row.createdAt.toISOString(),
    last_attempt_at: row.lastAttemptAt?.toISOString() ?? null,
    next_attempt_at: row.nextAttemptAt?.toISOString() ?? null,
  };
}

/** The deliveries of one of the app's endpoints, newest first. Throws NOT_FOUND. */
export async function listDeliveries(
  ctx: Context,
  endpointId: string,
  { limit, cursor, status }: DeliveriesInput,
) {
  const { id } = await ownEndpoint(ctx, endpointId, "webhooks:read");
  const found = await ctx.db
    .select({ delivery: webhookDeliveries, type: webhookEvents.type })
    .from(webhookDeliveries)
    .innerJoin(webhookEvents, eq(webhookEvents.id, webhookDeliveries.eventId))
    .where(
      and(
        eq(webhookDeliveries.endpointId, id),
        status ? eq(webhookDeliveries.status, status) : undefined,
        cursor ? lt(webhookDeliveries.id, cursor) : undefined,
      ),
    )
    .orderBy(desc(webhookDeliveries.id))
    .limit(limit + 1);
  return page(
    found.map(({ delivery, type }) => presentDelivery(delivery, type)),
    limit,
  );
}
