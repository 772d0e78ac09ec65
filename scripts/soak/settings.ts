import { appEnv } from "@/sandbox/app";
import type { Secrets } from "@/sandbox/secrets";
import { readSettings } from "@/sandbox/settings";

/** Settings of the person who runs it must not reach the soak: it sends no mail and asks no venue. */
const others = [
  "DATABASE_DIRECT_URL",
  "ENTITY_ADDRESS",
  "MAIL_FROM",
  "METRICS_TOKEN",
  "PROVIDER",
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
    // PostgreSQL takes 100, and a killed worker's may stay for a moment.
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
