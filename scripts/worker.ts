import { setTimeout as sleep } from "node:timers/promises";
import nextEnv from "@next/env";
import { checkKeys } from "@/lib/check-keys";
import { sendConsoleToLog } from "@/lib/console-to-log";
import { closeConnections } from "@/lib/database";
import { env, startWarnings } from "@/lib/env";
import { startWorker } from "@/lib/jobs/worker";
import { log } from "@/lib/log";
import { serveMetrics } from "@/lib/metrics";
import { refuseDemoLogins } from "@/lib/refuse-demo-logins";
import { reportDatabase } from "@/lib/report-database";
import { onStopSignal } from "@/lib/stop-signals";
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

sendConsoleToLog();
for (const warning of startWarnings()) log().warn(warning);
void reportDatabase();
await refuseDemoLogins();
void checkKeys();
const { METRICS_HOST: host, METRICS_PORT: port } = env();
const closeMetrics = port === undefined ? undefined : await serveMetrics({ host, port });
const worker = startWorker();
guardRejections(() => {
  // Its supervisor starts another.
  process.exitCode = 1;
  setTimeout(() => process.exit(), LAST_JOBS_MS).unref();
  void shutDown();
});
log().info("taking jobs");

let isStopping = false;

async function shutDown() {
  if (isStopping) return;
  isStopping = true;
  log().info("finishing what was started");
  await worker.stop();
  // Only now: that it still lives, and what it finishes, is asked until then.
  closeMetrics?.();
  await Promise.race([closeConnections().catch(() => {}), sleep(CLOSE_MS)]);
  process.exit();
}
onStopSignal(shutDown);
