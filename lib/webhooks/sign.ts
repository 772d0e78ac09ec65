import { randomBytes } from "node:crypto";
import { Webhook } from "standardwebhooks";
import type { webhookEndpoints } from "@/db/schema";
import { log } from "@/lib/log";
import { decrypt } from "@/lib/secrets";

// The standard asks for 24 to 64 bytes.
const SECRET_BYTES = 32;

/** How long the secret before a rotation goes on signing. */
export const ROTATION_HOURS = 24;

export const newSecret = () => `whsec_${randomBytes(SECRET_BYTES).toString("base64")}`;

type Keyed = Pick<
  typeof webhookEndpoints.$inferSelect,
  "id" | "secret" | "previousSecret" | "previousSecretUntil"
>;

/**
 * The headers of Standard Webhooks for a message that is sent now. After a rotation it bears two
 * signatures, the new secret's first. Throws where that can't be decrypted.
 */
export function signedHeaders(endpoint: Keyed, messageId: string, payload: string, now: Date) {
  const { id, secret, previousSecret, previousSecretUntil } = endpoint;
  const secrets = [decrypt(secret, id)];
  if (previousSecret && previousSecretUntil && previousSecretUntil > now) {
    secrets.push(...readable(previousSecret, id));
  }
  const signatures = secrets.map((text) => new Webhook(text).sign(messageId, now, payload));
  return {
    "webhook-id": messageId,
    "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
    "webhook-signature": signatures.join(" "),
  };
}

/** The secret before a rotation, if it can be read still: the new one signs without it. */
function readable(previous: string, id: string): string[] {
  try {
    return [decrypt(previous, id)];
  } catch (error) {
    log().warn({ err: error, endpoint_id: id }, "previous webhook secret can't be read");
    return [];
  }
}
