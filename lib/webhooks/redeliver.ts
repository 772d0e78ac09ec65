import { and, eq } from "drizzle-orm";
import { webhookDeliveries, webhookEvents } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Context } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { presentDelivery } from "./deliveries";
import { insertDelivery } from "./insert-delivery";
import { ownEndpoint, requireEnabled } from "./own-endpoint";
import type { DeliveryView } from "./schemas";

/**
 * Sends an event again, whatever became of it: a delivery of its own, with the whole retry schedule and
 * the same `webhook-id`. The one before stays as it is. Throws NOT_FOUND and INVALID_STATE.
 */
export async function redeliver(
  ctx: Context,
  endpointId: string,
  deliveryId: string,
): Promise<DeliveryView> {
  return inTransaction(ctx.db, async (tx) => {
    const endpoint = await ownEndpoint(ctx, endpointId, "webhooks:write", tx);
    const [known] = await tx
      .select({ id: webhookDeliveries.id, eventId: webhookEvents.id, type: webhookEvents.type })
      .from(webhookDeliveries)
      .innerJoin(webhookEvents, eq(webhookEvents.id, webhookDeliveries.eventId))
      .where(
        and(eq(webhookDeliveries.id, deliveryId), eq(webhookDeliveries.endpointId, endpoint.id)),
      );
    if (!known) throw notFound("delivery");
    requireEnabled(endpoint);
    const { id: redeliveryOf, eventId, type } = known;
    const row = await insertDelivery(tx, { endpointId: endpoint.id, eventId, redeliveryOf });
    return presentDelivery(row, type);
  });
}
