import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { demoLogins } from "@/db/demo";
import { writePrivateJson } from "./private-file";
import type { Settings, StripeKeys } from "./settings";

/** What `stack.json` tells tests, benchmarks and people. Nothing real is ever in it. */
export interface StackFile {
  app_url: string;
  database_url: string | null;
  stripe_api_base: string | null;
  publishable_key: string;
  secret_key: string | null;
  webhook_secret: string | null;
  demo: typeof demoLogins | null;
}

export interface EmbeddedParts {
  /** Undefined when the database is one's own. */
  database?: { url: string; demo: typeof demoLogins };
  /** Undefined when the keys are real. */
  sandbox?: { apiBase: string; keys: StripeKeys };
}

/** Describes a stack by its stand-ins alone. Of real keys only the publishable one is told. */
export function describeStack(settings: Settings, parts: EmbeddedParts): StackFile {
  const { database, sandbox } = parts;
  return {
    app_url: settings.appUrl,
    database_url: database?.url ?? null,
    stripe_api_base: sandbox?.apiBase ?? null,
    publishable_key: sandbox?.keys.publishableKey ?? settings.stripe?.publishableKey ?? "",
    secret_key: sandbox?.keys.secretKey ?? null,
    webhook_secret: sandbox?.keys.webhookSecret ?? null,
    demo: database?.demo ?? null,
  };
}

/** Writes `stack.json`, readable by its owner only. */
export async function writeStackFile(dataDir: string, stack: StackFile): Promise<void> {
  await writePrivateJson(join(dataDir, "stack.json"), stack);
}

/** Removes `stack.json`: what it told is over. */
export async function removeStackFile(dataDir: string): Promise<void> {
  await rm(join(dataDir, "stack.json"), { force: true });
}
