import { eq } from "drizzle-orm";
import { webhookEndpoints } from "@/db/schema";
import { type Context, requireApp } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { encrypt } from "@/lib/secrets";
import { checkUrl } from "./check-url";
import { presentEndpoint } from "./own-endpoint";
import type { EndpointInput, EndpointWithSecretView } from "./schemas";
import { newSecret } from "./sign";

// Below the webhooks that are sent at a time, so that the receivers of one app can't take them all.
const MOST = 16;

/** Registers an endpoint of the app; the answer alone has its secret. Throws INVALID_REQUEST, INVALID_STATE. */
export async function createEndpoint(
  ctx: Context,
  { url, events, description }: EndpointInput,
): Promise<EndpointWithSecretView> {
  const app = requireApp(ctx, "webhooks:write");
  const id = newId("we");
  const secret = newSecret();
  const checked = checkUrl(url);
  const known = await ctx.db.$count(webhookEndpoints, eq(webhookEndpoints.appId, app.id));
  if (known >= MOST) {
    throw new AppError("INVALID_STATE", `An app has at most ${MOST} endpoints. Delete one first.`);
  }
  const [row] = await ctx.db
    .insert(webhookEndpoints)
    .values({ id, appId: app.id, url: checked, events, description, secret: encrypt(secret, id) })
    .returning();
  if (!row) throw new Error("insert returned no row");
  return { ...presentEndpoint(row), secret };
}
