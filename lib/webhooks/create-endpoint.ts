import { eq } from "drizzle-orm";
import { apiApps, webhookEndpoints } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { type Context, requireApp } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { encrypt } from "@/lib/core/secrets";
import { checkUrl } from "./check-url";
import { presentEndpoint } from "./own-endpoint";
import type { EndpointInput, EndpointWithSecretView } from "./schemas";
import { newSecret } from "./sign";

/** Endpoints of one app. How many workers they may occupy is limited separately: see worker-slots.ts. */
const MAX_ENDPOINTS = 16;

/**
 * Registers an endpoint of the app. Only this response and that of a rotation contain its secret.
 * Throws INVALID_REQUEST and INVALID_STATE.
 */
export async function createEndpoint(
  ctx: Context,
  { url, events, description }: EndpointInput,
): Promise<EndpointWithSecretView> {
  const app = requireApp(ctx, "webhooks:write");
  const id = newId("we");
  const secret = newSecret();
  const checkedUrl = checkUrl(url);
  const row = await inTransaction(ctx.db, async (tx) => {
    // A separate statement: the one that counts must start after the lock, to see endpoints that others committed.
    await tx
      .select({ id: apiApps.id })
      .from(apiApps)
      .where(eq(apiApps.id, app.id))
      .for("no key update");
    const count = await tx.$count(webhookEndpoints, eq(webhookEndpoints.appId, app.id));
    if (count >= MAX_ENDPOINTS) {
      throw new AppError(
        "INVALID_STATE",
        `An app can have at most ${MAX_ENDPOINTS} endpoints. Delete one first.`,
      );
    }
    const [inserted] = await tx
      .insert(webhookEndpoints)
      .values({
        id,
        appId: app.id,
        url: checkedUrl,
        events,
        description,
        secret: encrypt(secret, id),
      })
      .returning();
    return inserted;
  });
  if (!row) throw new Error("insert returned no row");
  return { ...presentEndpoint(row), secret };
}
