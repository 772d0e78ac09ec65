import { inTransaction } from "@/db/transaction";
import type { Context } from "@/lib/core/context";
import { presentDelivery } from "./deliveries";
import { insertEvent } from "./emit";
import { insertDelivery } from "./insert-delivery";
import { ownEndpoint, requireEnabled } from "./own-endpoint";
import { type DeliveryView, TEST_EVENT } from "./schemas";

/**
 * Sends a `webhook.test` event to an endpoint, by the same path as every event. Its result is in the endpoint's
 * deliveries. Throws NOT_FOUND and INVALID_STATE.
 */
export async function sendTest(ctx: Context, endpointId: string): Promise<DeliveryView> {
  return inTransaction(ctx.db, async (tx) => {
    const endpoint = await ownEndpoint(ctx, endpointId, "webhooks:write", tx);
    requireEnabled(endpoint);
    const eventId = await insertEvent(tx, TEST_EVENT, { endpoint_id: endpoint.id });
    const row = await insertDelivery(tx, { endpointId: endpoint.id, eventId });
    return presentDelivery(row, TEST_EVENT);
  });
}
