import { webhookEndpoints } from "@/db/schema";
import { type Context, requireApp } from "@/lib/context";
import { checkUrl } from "./check-url";
import { isOwn, ownEndpoint, presentEndpoint } from "./own-endpoint";
import type { EndpointChanges, EndpointView } from "./schemas";

const enabled = { disabledAt: null, disabledReason: null, failingSince: null };
const disabled = () => ({ disabledAt: new Date(), disabledReason: "Disabled by its app." });

/** Changes an endpoint, or takes up one that was disabled. Throws NOT_FOUND and INVALID_REQUEST. */
export async function updateEndpoint(
  ctx: Context,
  id: string,
  { url, events, description, enabled: wanted }: EndpointChanges,
): Promise<EndpointView> {
  const app = requireApp(ctx, "webhooks:write");
  const known = await ownEndpoint(ctx, id, "webhooks:write");
  const isEnabled = known.disabledAt === null;
  const changes = {
    ...(url !== undefined && { url: checkUrl(url) }),
    ...(events && { events }),
    ...(description !== undefined && { description }),
    ...(wanted !== undefined && wanted !== isEnabled && (wanted ? enabled : disabled())),
  };
  if (Object.keys(changes).length === 0) return presentEndpoint(known);
  const [row] = await ctx.db
    .update(webhookEndpoints)
    .set(changes)
    .where(isOwn(app, id))
    .returning();
  return presentEndpoint(row ?? (await ownEndpoint(ctx, id, "webhooks:write")));
}
