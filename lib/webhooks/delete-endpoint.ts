import { eq } from "drizzle-orm";
import { webhookDeliveries, webhookEndpoints } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Context } from "@/lib/context";
import { ownEndpoint } from "./own-endpoint";

/** Deletes an endpoint with all its deliveries; what is still to be sent isn't. Throws NOT_FOUND. */
export async function deleteEndpoint(ctx: Context, id: string): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    await ownEndpoint(ctx, id, "webhooks:write", tx);
    // In the order in which an attempt is recorded: else the two could wait for each other.
    await tx.delete(webhookDeliveries).where(eq(webhookDeliveries.endpointId, id));
    await tx.delete(webhookEndpoints).where(eq(webhookEndpoints.id, id));
  });
}
