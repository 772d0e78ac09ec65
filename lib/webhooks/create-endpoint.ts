import { eq } from "drizzle-orm";
import { apiApps, webhookEndpoints } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { type Context, requireApp } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { encrypt } from "@/lib/secrets";
import { checkUrl } from "./check-url";
import { presentEndpoint } from "./own-endpoint";
import type { EndpointInput, EndpointWithSecretView } from "./schemas";
import { newSecret } from "./sign";

// How many workers the receivers of one app may hold is limited apart from this: see share.ts.
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
  const row = await inTransaction(ctx.db, async (tx) => {
    // A statement of its own: the one that counts must begin after the lock, to see what others wrote.
    await tx
      .select({ id: apiApps.id })
      .from(apiApps)
      .where(eq(apiApps.id, app.id))
      .for("no key update");
    const existing = await tx.$count(webhookEndpoints, eq(webhookEndpoints.appId, app.id));
    if (existing >= MOST) {
      throw new AppError(
        "INVALID_STATE",
        `An app has at most ${MOST} endpoints. Delete one first.`,
      );
    }
    const [inserted] = await tx
      .insert(webhookEndpoints)
      .values({ id, appId: app.id, url: checked, events, description, secret: encrypt(secret, id) })
      .returning();
    return inserted;
  });
  if (!row) throw new Error("insert returned no row");
  return { ...presentEndpoint(row), secret };
}
