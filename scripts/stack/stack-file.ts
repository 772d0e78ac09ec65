import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { demoLogins } from "@/db/demo";
import { writePrivateJson } from "./private-file";
import type { Settings, StripeKeys } from "./settings";

/** The content of `stack.json`, for tests, benchmarks and developers. It never contains real secrets. */
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
  /** Undefined when the developer's own database is used. */
  database?: { url: string; demo: typeof demoLogins };
  /** Undefined when real Stripe keys are used. */
  sandbox?: { apiBase: string; keys: StripeKeys };
}

/** Describes a stack's stand-ins. Of real keys, it includes only the publishable one. */
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

/** Removes `stack.json`, since the stack no longer runs. */
export async function removeStackFile(dataDir: string): Promise<void> {
  await rm(join(dataDir, "stack.json"), { force: true });
}
