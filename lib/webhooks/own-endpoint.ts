import { and, eq } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { webhookEndpoints } from "@/db/schema";
import { type AppCaller, type Context, requireApp } from "@/lib/core/context";
import { AppError, notFound } from "@/lib/core/errors";
import type { EndpointView } from "./schemas";

export type Endpoint = typeof webhookEndpoints.$inferSelect;

/** An endpoint as its app sees it, without the secret. */
export function presentEndpoint(row: Endpoint): EndpointView {
  const previousExpiry = row.previousSecretUntil;
  const isPreviousValid = previousExpiry !== null && previousExpiry.getTime() > Date.now();
  return {
    id: row.id,
    url: row.url,
    events: row.events,
    description: row.description,
    enabled: row.disabledAt === null,
    disabled_at: row.disabledAt?.toISOString() ?? null,
    disabled_reason: row.disabledReason,
    failing_since: row.failingSince?.toISOString() ?? null,
    previous_secret_expires_at: isPreviousValid ? previousExpiry.toISOString() : null,
    created_at: row.createdAt.toISOString(),
  };
}

/** The condition that an endpoint belongs to the app. Endpoints of other apps are not found. */
export const isOwnEndpoint = (app: AppCaller, id: string) =>
  and(eq(webhookEndpoints.id, id), eq(webhookEndpoints.appId, app.id));

/** An endpoint of the calling app. Throws NOT_FOUND and what `requireApp` throws. */
export async function ownEndpoint(
  ctx: Context,
  id: string,
  scope: "webhooks:read" | "webhooks:write",
  db: Executor = ctx.db,
): Promise<Endpoint> {
  const app = requireApp(ctx, scope);
  const [row] = await db.select().from(webhookEndpoints).where(isOwnEndpoint(app, id));
  if (!row) throw notFound("webhook endpoint");
  return row;
}

/** Throws INVALID_STATE if the endpoint is disabled. */
export function requireEnabled({ disabledAt }: Endpoint): void {
  if (disabledAt === null) return;
  throw new AppError("INVALID_STATE", "This endpoint is disabled. Re-enable it first.");
}
