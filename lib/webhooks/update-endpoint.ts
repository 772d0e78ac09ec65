import { webhookEndpoints } from "@/db/schema";
import { type Context, requireApp } from "@/lib/core/context";
import { checkUrl } from "./check-url";
import { isOwnEndpoint, ownEndpoint, presentEndpoint } from "./own-endpoint";
import type { EndpointChanges, EndpointView } from "./schemas";

const enabledValues = { disabledAt: null, disabledReason: null, failingSince: null };
const disabledValues = () => ({ disabledAt: new Date(), disabledReason: "Disabled by its app." });

/** Changes, enables or disables an endpoint. Throws NOT_FOUND and INVALID_REQUEST. */
export async function updateEndpoint(
  ctx: Context,
  id: string,
  { url, events, description, enabled }: EndpointChanges,
): Promise<EndpointView> {
  const app = requireApp(ctx, "webhooks:write");
  const existing = await ownEndpoint(ctx, id, "webhooks:write");
  const isEnabled = existing.disabledAt === null;
  const changes = {
    ...(url !== undefined && { url: checkUrl(url) }),
    ...(events && { events }),
    ...(description !== undefined && { description }),
    ...(enabled !== undefined &&
      enabled !== isEnabled &&
      (enabled ? enabledValues : disabledValues())),
  };
  if (Object.keys(changes).length === 0) return presentEndpoint(existing);
  const [row] = await ctx.db
    .update(webhookEndpoints)
    .set(changes)
    .where(isOwnEndpoint(app, id))
    .returning();
  return presentEndpoint(row ?? (await ownEndpoint(ctx, id, "webhooks:write")));
}
