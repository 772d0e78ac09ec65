import { and, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { webhookDeliveries, webhookEndpoints, webhookEvents } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/audit";
import { type Context, requireAdmin } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { presentDelivery } from "./deliveries";
import { insertDelivery } from "./insert-delivery";
import { type Endpoint, ownEndpoint, requireEnabled } from "./own-endpoint";
import type { DeliveryView } from "./schemas";

/**
 * Sends an event again, whatever the status of its delivery: in a new delivery with the whole retry schedule and the
 * same `webhook-id`. The earlier delivery doesn't change. Throws NOT_FOUND and INVALID_STATE.
 */
export async function redeliver(
  ctx: Context,
  endpointId: string,
  deliveryId: string,
): Promise<DeliveryView> {
  return inTransaction(ctx.db, async (tx) => {
    const endpoint = await ownEndpoint(ctx, endpointId, "webhooks:write", tx);
    return insertRedelivery(tx, deliveryId, endpoint);
  });
}

/** The same for an admin, and for any endpoint. Throws NOT_FOUND, INVALID_STATE and FORBIDDEN. */
export async function redeliverAsAdmin(
  ctx: Context,
  { id, reason }: { id: string; reason: string },
): Promise<{ id: string }> {
  requireAdmin(ctx);
  return inTransaction(ctx.db, async (tx) => {
    const [existing] = await tx
      .select({ endpoint: webhookEndpoints, status: webhookDeliveries.status })
      .from(webhookDeliveries)
      .innerJoin(webhookEndpoints, eq(webhookEndpoints.id, webhookDeliveries.endpointId))
      .where(eq(webhookDeliveries.id, id));
    if (!existing) throw notFound("delivery");
    const redelivery = await insertRedelivery(tx, id, existing.endpoint);
    const [before, after] = [{ status: existing.status }, { delivery_id: redelivery.id }];
    await audit(tx, ctx, { action: "delivery.redeliver", subject: id, reason, before, after });
    return { id: redelivery.id };
  });
}

async function insertRedelivery(
  tx: Transaction,
  id: string,
  endpoint: Endpoint,
): Promise<DeliveryView> {
  const [existing] = await tx
    .select({ id: webhookDeliveries.id, eventId: webhookEvents.id, type: webhookEvents.type })
    .from(webhookDeliveries)
    .innerJoin(webhookEvents, eq(webhookEvents.id, webhookDeliveries.eventId))
    .where(and(eq(webhookDeliveries.id, id), eq(webhookDeliveries.endpointId, endpoint.id)));
  if (!existing) throw notFound("delivery");
  requireEnabled(endpoint);
  const { id: redeliveryOf, eventId, type } = existing;
  const row = await insertDelivery(tx, { endpointId: endpoint.id, eventId, redeliveryOf });
  return presentDelivery(row, type);
}
