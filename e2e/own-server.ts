import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { e2eStack } from "../scripts/e2e-stack";
import { freePort } from "../testing/http/free-port";
import { production, random } from "../testing/setup/production-settings";
import { stack } from "./stack";

const DATA_DIR = e2eStack.dataDir;
const next = "node_modules/next/dist/bin/next";
const START_MS = 60_000;
/** The bearer token of its metrics. */
export const METRICS_TOKEN = random("metrics");

/**
 * Starts a second web process of the specs' build. Its database is empty, so that each statement fails. Its output
 * is collected.
 *
 * @param own settings that differ from the stack's.
 */
export async function startOwnServer(database: string, own: Record<string, string> = {}) {
  const url = new URL(stack().database_url);
  const admin = new pg.Client({ connectionString: url.href });
  await admin.connect();
  await admin.query(`create database ${database}`);
  await admin.end();
  url.pathname = `/${database}`;

  const port = await freePort();
  const { nextAuthSecret, encryptionKey, sandbox } = JSON.parse(
    readFileSync(`${DATA_DIR}/secrets.json`, "utf8"),
  );
  const isProduction = own.PROPDESK_MODE === "production";
  const stripeApi = isProduction ? "" : stack().stripe_api_base;
  // `npm start` only starts in production mode.
  const program = isProduction
    ? ["scripts/start.mjs"]
    : [next, "start", "-H", "127.0.0.1", "-p", String(port)];
  const child = spawn(process.execPath, program, {
    env: {
      ...process.env,
      ...production,
      NODE_ENV: "production",
      PROPDESK_MODE: "embedded",
      TRUSTED_PROXY_HOPS: "0",
      METRICS_TOKEN,
      PORT: String(port),
      APP_URL: `http://localhost:${port}`,
      NEXTAUTH_SECRET: nextAuthSecret,
      ENCRYPTION_KEYS: encryptionKey,
      DATABASE_URL: url.href,
      STRIPE_SECRET_KEY: sandbox.secretKey,
      STRIPE_WEBHOOK_SECRET: sandbox.webhookSecret,
      NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: sandbox.publishableKey,
      STRIPE_API_BASE: stripeApi,
      STRIPE_JS_URL: stripeApi && `${stripeApi}/stripe.js`,
      DATA_DIR,
      NEXT_DIST_DIR: `${DATA_DIR}/next`,
      NEXT_TELEMETRY_DISABLED: "1",
      NEXT_MANUAL_SIG_HANDLE: "true",
      DRAIN_SECONDS: "0",
      WORKER: "off",
      LOG_LEVEL: "info",
      ...own,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let log = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      log += chunk.toString();
    });
  }
  const origin = `http://127.0.0.1:${port}`;
  for (const deadline = Date.now() + START_MS; ; await sleep(200)) {
    if (await fetch(`${origin}/api/docs/search`).catch(() => null)) break;
    if (Date.now() > deadline) throw new Error(`the server doesn't start: ${log}`);
  }
  return { origin, pid: child.pid ?? 0, log: () => log, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "exit");
}
