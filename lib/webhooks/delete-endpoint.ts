import { eq } from "drizzle-orm";
import { webhookDeliveries, webhookEndpoints } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Context } from "@/lib/core/context";
import { ownEndpoint } from "./own-endpoint";

/** Deletes an endpoint with all its deliveries, pending ones too. Throws NOT_FOUND. */
export async function deleteEndpoint(ctx: Context, id: string): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    await ownEndpoint(ctx, id, "webhooks:write", tx);
    // Locks rows in the same order as `recordAttempt`, so that the two can't deadlock.
    await tx.delete(webhookDeliveries).where(eq(webhookDeliveries.endpointId, id));
    await tx.delete(webhookEndpoints).where(eq(webhookEndpoints.id, id));
  });
}
