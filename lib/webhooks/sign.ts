import { randomBytes } from "node:crypto";
import { Webhook } from "standardwebhooks";
import type { webhookEndpoints } from "@/db/schema";
import { log } from "@/lib/core/log";
import { decrypt } from "@/lib/core/secrets";

/** Standard Webhooks requires 24 to 64 bytes. */
const SECRET_BYTES = 32;

/** A new secret for an endpoint, in the form of Standard Webhooks. */
export const newSecret = () => `whsec_${randomBytes(SECRET_BYTES).toString("base64")}`;

type EndpointSecrets = Pick<
  typeof webhookEndpoints.$inferSelect,
  "id" | "secret" | "previousSecret" | "previousSecretUntil"
>;

/**
 * The headers of Standard Webhooks for a message that is sent now. After a rotation it has two signatures, that of
 * the new secret first. Throws if the new secret can't be decrypted.
 */
export function signedHeaders(
  endpoint: EndpointSecrets,
  messageId: string,
  payload: string,
  now: Date,
) {
  const { id, secret, previousSecret, previousSecretUntil } = endpoint;
  const secrets = [decrypt(secret, id)];
  if (previousSecret && previousSecretUntil && previousSecretUntil > now) {
    const decrypted = decryptPrevious(previousSecret, id);
    if (decrypted !== null) secrets.push(decrypted);
  }
  const signatures = secrets.map((text) => new Webhook(text).sign(messageId, now, payload));
  return {
    "webhook-id": messageId,
    "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
    "webhook-signature": signatures.join(" "),
  };
}

/** Null if the previous secret can't be decrypted: the new one signs without it. */
function decryptPrevious(previous: string, id: string): string | null {
  try {
    return decrypt(previous, id);
  } catch (error) {
    log().warn({ err: error, endpoint_id: id }, "webhook.previous_secret_unreadable");
    return null;
  }
}
