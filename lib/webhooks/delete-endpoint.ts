import { webhookEndpoints } from "@/db/schema";
import { type Context, requireApp } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { isOwn } from "./own-endpoint";

/** Deletes an endpoint with all its deliveries; what is still to be sent isn't. Throws NOT_FOUND. */
export async function deleteEndpoint(ctx: Context, id: string): Promise<void> {
  const app = requireApp(ctx, "webhooks:write");
  const gone = await ctx.db
    .delete(webhookEndpoints)
    .where(isOwn(app, id))
    .returning({ id: webhookEndpoints.id });
  if (gone.length === 0) throw notFound("webhook endpoint");
}
