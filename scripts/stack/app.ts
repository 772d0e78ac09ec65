import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { demoLogins } from "@/db/demo";
import { type Guarded, startGuarded } from "@/sandbox/guarded";
import type { Secrets } from "./secrets";
import { originOf, projectDir, type Settings } from "./settings";

const next = join(projectDir, "node_modules/next/dist/bin/next");
// The app lets running requests and jobs finish; PostgreSQL needs the rest of the ten seconds.
const STOP_MS = 7_000;
// After this long without a healthy app, its health check is printed.
const REPORT_MS = 20_000;
// The app that the documentation runs operations with.
const demoAppId = demoLogins.app.client_id;

/**
 * The environment of the app: this process's environment, with the addresses and keys of the stand-ins. `PROPDESK_MODE`
 * is set only here.
 */
export function appEnv(
  settings: Settings,
  secrets: Secrets,
  parts: { databaseUrl: string; stripeApiBase: string | undefined },
): NodeJS.ProcessEnv {
  const stripe = settings.stripe ?? secrets.sandbox;
  const { stripeApiBase } = parts;
  return {
    ...process.env,
    NODE_ENV: settings.mode === "dev" ? "development" : "production",
    PROPDESK_MODE: "embedded",
    HOST: settings.host,
    PORT: String(settings.port),
    APP_URL: settings.appUrl,
    NEXTAUTH_URL: settings.appUrl,
    NEXTAUTH_SECRET: settings.nextAuthSecret ?? secrets.nextAuthSecret,
    ENCRYPTION_KEYS: settings.encryptionKeys ?? secrets.encryptionKey,
    DATABASE_URL: parts.databaseUrl,
    DATABASE_DIRECT_URL: settings.databaseDirectUrl,
    STRIPE_SECRET_KEY: stripe.secretKey,
    STRIPE_WEBHOOK_SECRET: stripe.webhookSecret,
    NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: stripe.publishableKey,
    STRIPE_API_BASE: stripeApiBase,
    STRIPE_JS_URL: stripeApiBase && `${stripeApiBase}/stripe.js`,
    DOCS_APP_ID: process.env.DOCS_APP_ID || (settings.databaseUrl ? undefined : demoAppId),
    NEXT_DIST_DIR: settings.distDir,
    NEXT_TELEMETRY_DISABLED: "1",
    // `next dev` would kill the app after 100 ms. `next start` leaves the shutdown to the app.
    NEXT_EXIT_TIMEOUT_MS: String(STOP_MS - 1_000),
    // As `npm start` does.
    ...(settings.mode === "preview" && {
      NEXT_MANUAL_SIG_HANDLE: "true",
      // No load balancer stands in front of it.
      DRAIN_SECONDS: process.env.DRAIN_SECONDS || "0",
      NODE_OPTIONS: `--max-old-space-size=1024 ${process.env.NODE_OPTIONS ?? ""}`,
    }),
  };
}

/** Starts the production build. Its `exited` resolves with the exit code. */
export function buildApp(env: NodeJS.ProcessEnv): Guarded {
  return runNext(["build"], env);
}

/** Starts the app, for development or from the production build. */
export function startApp(settings: Settings, env: NodeJS.ProcessEnv): Guarded {
  const command = settings.mode === "dev" ? "dev" : "start";
  return runNext([command, "-H", settings.host, "-p", String(settings.port)], env);
}

function runNext(args: string[], env: NodeJS.ProcessEnv): Guarded {
  return startGuarded(process.execPath, [next, ...args], {
    signal: "SIGTERM",
    graceMs: STOP_MS,
    cwd: projectDir,
    env,
  });
}

/**
 * Waits until the app's health check passes and its first page has been served; in development, that compiles the page.
 * Resolves with false if the app ends before.
 */
export async function whenServed(
  settings: Pick<Settings, "host" | "port">,
  app: Guarded,
  say: (line: string) => void,
): Promise<boolean> {
  const startedAt = Date.now();
  const origin = originOf(settings);
  let isReported = false;
  let ended = false;
  app.exited.then(() => {
    ended = true;
  });
  for (; !ended; await sleep(200)) {
    const health = await get(`${origin}/api/health`);
    if (health?.status === 200) break;
    if (!isReported && Date.now() - startedAt > REPORT_MS) {
      say(
        `Still waiting: /api/health responded ${health?.status ?? "not at all"} ${health?.body ?? ""}`,
      );
      isReported = true;
    }
  }
  if (!ended) await get(`${origin}/`);
  return !ended;
}

async function get(address: string) {
  try {
    const response = await fetch(address);
    return { status: response.status, body: await response.text() };
  } catch {
    return undefined;
  }
}
