import { and, eq } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { webhookEndpoints } from "@/db/schema";
import { type AppCaller, type Context, requireApp } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import type { EndpointView } from "./schemas";

export type Endpoint = typeof webhookEndpoints.$inferSelect;

/** An endpoint as its app sees it: without the secret. */
export function presentEndpoint(row: Endpoint): EndpointView {
  const previousUntil = row.previousSecretUntil;
  const stillSigns = previousUntil !== null && previousUntil.getTime() > Date.now();
  return {
    id: row.id,
    url: row.url,
    events: row.events,
    description: row.description,
    enabled: row.disabledAt === null,
    disabled_at: row.disabledAt?.toISOString() ?? null,
    disabled_reason: row.disabledReason,
    failing_since: row.failingSince?.toISOString() ?? null,
    previous_secret_expires_at: stillSigns ? previousUntil.toISOString() : null,
    created_at: row.createdAt.toISOString(),
  };
}

/** The condition that an endpoint is the app's own: nobody else's exists for it. */
export const isOwn = (app: AppCaller, id: string) =>
  and(eq(webhookEndpoints.id, id), eq(webhookEndpoints.appId, app.id));

/** An endpoint of the app that asks. Throws NOT_FOUND and what `requireApp` throws. */
export async function ownEndpoint(
  ctx: Context,
  id: string,
  scope: "webhooks:read" | "webhooks:write",
  db: Executor = ctx.db,
): Promise<Endpoint> {
  const app = requireApp(ctx, scope);
  const [row] = await db.select().from(webhookEndpoints).where(isOwn(app, id));
  if (!row) throw notFound("webhook endpoint");
  return row;
}

/** Throws INVALID_STATE where nothing would be sent. */
export function requireEnabled({ disabledAt }: Endpoint): void {
  if (disabledAt === null) return;
  throw new AppError("INVALID_STATE", "This endpoint is disabled. Enable it first.");
}
