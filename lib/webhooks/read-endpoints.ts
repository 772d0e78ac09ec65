import { and, desc, eq, lt } from "drizzle-orm";
import { webhookEndpoints } from "@/db/schema";
import { type Context, requireApp } from "@/lib/core/context";
import type { PageInput } from "@/lib/http/page-query";
import { page } from "@/lib/http/pagination";
import { ownEndpoint, presentEndpoint } from "./own-endpoint";
import type { EndpointView } from "./schemas";

/** One of the app's endpoints. Throws NOT_FOUND. */
export const getEndpoint = async (ctx: Context, id: string): Promise<EndpointView> =>
  presentEndpoint(await ownEndpoint(ctx, id, "webhooks:read"));

/** The app's endpoints, newest first. */
export async function listEndpoints(ctx: Context, { limit, cursor }: PageInput) {
  const app = requireApp(ctx, "webhooks:read");
  const rows = await ctx.db
    .select()
    .from(webhookEndpoints)
    .where(
      and(eq(webhookEndpoints.appId, app.id), cursor ? lt(webhookEndpoints.id, cursor) : undefined),
    )
    .orderBy(desc(webhookEndpoints.id))
    .limit(limit + 1);
  return page(rows.map(presentEndpoint), limit);
}
