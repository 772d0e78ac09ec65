import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writePrivateJson } from "./private-file";
import type { StripeKeys } from "./settings";

export interface Secrets {
  nextAuthSecret: string;
  /** The key that the app encrypts stored secrets with. */
  encryptionKey: string;
  /** The keys that the Stripe sandbox accepts, and signs webhooks with. */
  sandbox: StripeKeys;
}

/**
 * Loads this stack's secrets from `secrets.json`. Creates random ones on the first start, and adds those that a later
 * release needs.
 */
export async function loadSecrets(dataDir: string): Promise<Secrets> {
  const file = join(dataDir, "secrets.json");
  const text = await readFile(file, "utf8").catch(() => undefined);
  const stored: Partial<Secrets> = text === undefined ? {} : JSON.parse(text);
  const secrets = { ...newSecrets(), ...stored };
  if (Object.keys(secrets).length > Object.keys(stored).length)
    await writePrivateJson(file, secrets);
  return secrets;
}

const newSecrets = (): Secrets => ({
  nextAuthSecret: random(),
  encryptionKey: randomBytes(32).toString("base64"),
  sandbox: {
    secretKey: `sk_test_sandbox${random()}`,
    publishableKey: `pk_test_sandbox${random()}`,
    webhookSecret: `whsec_${random()}`,
  },
});

function random(): string {
  return randomBytes(24).toString("hex");
}
