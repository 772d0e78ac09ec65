import { sql } from "drizzle-orm";
import { webhookEndpoints } from "@/db/schema";
import { type Context, requireApp } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { encrypt } from "@/lib/secrets";
import { isOwn, presentEndpoint } from "./own-endpoint";
import type { EndpointWithSecretView } from "./schemas";
import { newSecret, ROTATION_HOURS } from "./sign";

/**
 * Gives an endpoint a new secret, which the answer alone has. The one before goes on signing for a day;
 * of two rotations within that day only the last one's. Throws NOT_FOUND.
 */
export async function rotateSecret(ctx: Context, id: string): Promise<EndpointWithSecretView> {
  const app = requireApp(ctx, "webhooks:write");
  const secret = newSecret();
  const [row] = await ctx.db
    .update(webhookEndpoints)
    .set({
      secret: encrypt(secret, id),
      previousSecret: sql`${webhookEndpoints.secret}`,
      previousSecretUntil: sql`now() + make_interval(hours => ${ROTATION_HOURS})`,
    })
    .where(isOwn(app, id))
    .returning();
  if (!row) throw notFound("webhook endpoint");
  return { ...presentEndpoint(row), secret };
}
