import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writePrivateJson } from "./private-file";
import type { StripeKeys } from "./settings";

export interface Secrets {
  nextAuthSecret: string;
  /** What the Stripe sandbox accepts and signs with. */
  sandbox: StripeKeys;
}

/** This stack's own secrets: random, made on its first start, kept in `secrets.json`. */
export async function keptSecrets(dataDir: string): Promise<Secrets> {
  const file = join(dataDir, "secrets.json");
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text !== undefined) return JSON.parse(text);
  const secrets: Secrets = {
    nextAuthSecret: random(),
    sandbox: {
      secretKey: `sk_test_sandbox${random()}`,
      publishableKey: `pk_test_sandbox${random()}`,
      webhookSecret: `whsec_${random()}`,
    },
  };
  await writePrivateJson(file, secrets);
  return secrets;
}

function random(): string {
  return randomBytes(24).toString("hex");
}
