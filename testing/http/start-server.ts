import { spawn } from "node:child_process";
import { once } from "node:events";
import { onTestFinished } from "vitest";
import { sql } from "../database/sql";
import { bundled } from "../setup/bundled";
import { freePort } from "./free-port";

/** How long a process may take to start on a busy machine. */
export const START_MS = 90_000;
const bootServer = await bundled("testing/http/boot-server.ts");

/** Starts a server process as Next.js does (boot-server.ts). It is killed after the test. */
export async function startServer(settings: Record<string, string | undefined> = {}) {
  const port = await freePort();
  const server = spawn(process.execPath, [bootServer], {
    env: {
      ...process.env,
      PORT: String(port),
      NEXT_MANUAL_SIG_HANDLE: "true",
      DRAIN_SECONDS: "0",
      ...settings,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void server.kill("SIGKILL"));
  let output = "";
  for (const stream of [server.stdout, server.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const exited = once(server, "exit").then(([code]) => code as number);
  return { process: server, exited, output: () => output, origin: `http://127.0.0.1:${port}` };
}

/** In the form of Stripe's keys. */
const KEY = "4q9Zt1XbR7mKe2VsL8wYc5HnJ3uGd6Pf";
/** Settings with which a server starts in production mode on this database. */
export const production = {
  PROPDESK_MODE: "production",
  APP_URL: "https://firm.example",
  STRIPE_API_BASE: "",
  STRIPE_JS_URL: "",
  SUPPORT_EMAIL: "help@firm.example",
  VENUE: "embedded",
  ENTITY_ADDRESS: "5GNmcgfdSPnWSkBpm1i9bbpgTvbZZEPya81beKuZqc4fk1gU",
  STRIPE_SECRET_KEY: `sk_test_${KEY}`,
  NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: `pk_test_${KEY}`,
  STRIPE_WEBHOOK_SECRET: `whsec_${KEY}`,
  LOG_LEVEL: "info",
  WORKER: "off",
  TRUSTED_PROXY_HOPS: "0",
};

/** Disables or enables the database's demo logins, with which production doesn't start. */
export const setDemoLogins = async (disabledAt: string | null) => {
  await sql("update customers set disabled_at = $1 where public_id like 'usr_demo%'", [disabledAt]);
  await sql("update api_apps set disabled_at = $1 where id = 'app_demo'", [disabledAt]);
};
