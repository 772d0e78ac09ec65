import { setTimeout as sleep } from "node:timers/promises";
import nextEnv from "@next/env";
import { closeConnections } from "@/lib/database";
import { env } from "@/lib/env";
import { startWorker } from "@/lib/jobs/worker";
import { log } from "@/lib/log";
import { refuseDemoLogins } from "@/lib/refuse-demo-logins";
import { reportDatabase } from "@/lib/report-database";
import { guardRejections } from "@/lib/unhandled";

/** How long a process that has to end lets its jobs finish. */
const LAST_JOBS_MS = 20_000;
/** How long its connections may take to close: a worker pool that broke may hold one for ever. */
const CLOSE_MS = 1_000;

nextEnv.loadEnvConfig(process.cwd());
try {
  env();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

void reportDatabase();
await refuseDemoLogins();
const worker = startWorker();
guardRejections(() => {
  // Its supervisor starts another.
  process.exitCode = 1;
  setTimeout(() => process.exit(), LAST_JOBS_MS).unref();
  void shutDown();
});
log().info("taking jobs");

async function shutDown() {
  log().info("finishing what was started");
  await worker.stop();
  await Promise.race([closeConnections().catch(() => {}), sleep(CLOSE_MS)]);
  process.exit();
}
process.once("SIGTERM", () => void shutDown());
process.once("SIGINT", () => void shutDown());
