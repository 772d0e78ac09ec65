import { sql } from "drizzle-orm";
import { webhookEndpoints } from "@/db/schema";
import { type Context, requireApp } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { encrypt } from "@/lib/core/secrets";
import { deliveryRules } from "./delivery-rules";
import { isOwnEndpoint, presentEndpoint } from "./own-endpoint";
import type { EndpointWithSecretView } from "./schemas";
import { newSecret } from "./sign";

/**
 * Gives an endpoint a new secret, which only this response contains. The previous secret also signs for a day; after
 * two rotations within a day, only the last previous one does. Throws NOT_FOUND.
 */
export async function rotateSecret(ctx: Context, id: string): Promise<EndpointWithSecretView> {
  const app = requireApp(ctx, "webhooks:write");
  const secret = newSecret();
  const [row] = await ctx.db
    .update(webhookEndpoints)
    .set({
      secret: encrypt(secret, id),
      previousSecret: sql`${webhookEndpoints.secret}`,
      previousSecretUntil: sql`now() + make_interval(hours => ${deliveryRules.rotationHours})`,
    })
    .where(isOwnEndpoint(app, id))
    .returning();
  if (!row) throw notFound("webhook endpoint");
  return { ...presentEndpoint(row), secret };
}
