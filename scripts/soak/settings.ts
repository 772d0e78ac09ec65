import { renamedSettings } from "@/lib/core/env/renamed-settings";
import { appEnv } from "@/scripts/stack/app";
import type { Secrets } from "@/scripts/stack/secrets";
import { readSettings } from "@/scripts/stack/settings";

/** Settings of the caller's environment that must not reach the soak: it must send no mail and call no venue. */
const others = [
  ...Object.keys(renamedSettings),
  "DATABASE_DIRECT_URL",
  "ENTITY_ADDRESS",
  "MAIL_FROM",
  "METRICS_TOKEN",
  "VENUE",
  "PROVISIONING_RETRY_SECONDS",
  "SMTP_URL",
  "TRUSTED_PROXY_HOPS",
  "VANTA_API_KEY",
  "VANTA_GATEWAY_URL",
  "WALLET_GROUP",
  "WEBHOOK_CONCURRENCY",
  "WORKER_CONCURRENCY",
];
const unset = Object.fromEntries(others.map((name) => [name, ""]));

/** The environment of the web process and of the workers. */
export function soakEnv(
  dir: string,
  secrets: Secrets,
  parts: { port: number; databaseUrl: string; stripeApiBase: string },
): NodeJS.ProcessEnv {
  const settings = readSettings("preview", { PORT: String(parts.port), DATA_DIR: dir });
  return {
    ...appEnv(settings, secrets, parts),
    ...unset,
    WORKER: "off",
    DATA_DIR: dir,
    LOG_LEVEL: "warn",
    DRAIN_SECONDS: "2",
    // PostgreSQL accepts 100 connections, and those of a killed worker stay open for a moment.
    DATABASE_POOL_SIZE: "12",
    RATE_LIMIT_READS: "1000000",
    RATE_LIMIT_WRITES: "1000000",
    RATE_LIMIT_ANONYMOUS: "1000000",
    RATE_LIMIT_SIGN_IN: "1000000",
    RATE_LIMIT_PAYMENTS: "1000000",
    RATE_LIMIT_DECLINES: "1000000",
    RATE_LIMIT_STRIPE_READS: "1000000",
    RATE_LIMIT_SIGN_IN_FAILURES: "1000000",
    RATE_LIMIT_APP_SIGN_IN: "1000000",
  };
}
