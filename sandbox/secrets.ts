import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writePrivateJson } from "./private-file";
import type { StripeKeys } from "./settings";

export interface Secrets {
  nextAuthSecret: string;
  /** What the app encrypts secrets of others with. */
  encryptionKey: string;
  /** What the Stripe sandbox accepts and signs with. */
  sandbox: StripeKeys;
}

/**
 * This stack's own secrets: random, made on its first start, kept in `secrets.json`. One that a
 * later release asks for is added to those that are there.
 */
export async function keptSecrets(dataDir: string): Promise<Secrets> {
  const file = join(dataDir, "secrets.json");
  const text = await readFile(file, "utf8").catch(() => undefined);
  const kept: Partial<Secrets> = text === undefined ? {} : JSON.parse(text);
  const secrets = { ...newSecrets(), ...kept };
  if (Object.keys(secrets).length > Object.keys(kept).length) await writePrivateJson(file, secrets);
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
