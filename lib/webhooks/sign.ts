import { randomBytes } from "node:crypto";
import { Webhook } from "standardwebhooks";
import type { webhookEndpoints } from "@/db/schema";
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
 * signatures, the new secret's first. Throws where a secret can't be decrypted.
 */
export function signedHeaders(endpoint: Keyed, messageId: string, payload: string, now: Date) {
  const { id, secret, previousSecret, previousSecretUntil } = endpoint;
  const secrets = [secret];
  if (previousSecret && previousSecretUntil && previousSecretUntil > now) {
    secrets.push(previousSecret);
  }
  const signatures = secrets.map((text) =>
    new Webhook(decrypt(text, id)).sign(messageId, now, payload),
  );
  return {
    "webhook-id": messageId,
    "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
    "webhook-signature": signatures.join(" "),
  };
}
