import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import nextEnv from "@next/env";
import { closeConnections } from "@/lib/core/database";
import { env, startWarnings } from "@/lib/core/env";
import { log } from "@/lib/core/log";
import { onStopSignal } from "@/lib/core/stop-signals";
import { guardRejections } from "@/lib/core/unhandled";
import { serveMetrics } from "@/lib/metrics";
import { checkKeys } from "@/lib/server/check-keys";
import { sendConsoleToLog } from "@/lib/server/console-to-log";
import { rejectDemoLogins } from "@/lib/server/reject-demo-logins";
import { reportDatabase } from "@/lib/server/report-database";
import { startWorker } from "@/lib/worker/worker";

/** How long a process waits for its jobs after an unhandled rejection. */
const LAST_JOBS_MS = 20_000;
/** How long closing the connections may take: a broken worker pool may hold one forever. */
const CLOSE_MS = 1_000;

nextEnv.loadEnvConfig(process.cwd());
try {
  env();
} catch (error) {
  // The log needs the settings, so this line is written without it.
  const line = { level: "fatal", time: new Date(), host: hostname(), pid: process.pid };
  const msg = error instanceof Error ? error.message : String(error);
  process.stdout.write(`${JSON.stringify({ ...line, msg })}\n`);
  process.exit(1);
}

sendConsoleToLog();
for (const advice of startWarnings()) log().warn({ advice }, "settings.warning");
void reportDatabase();
await rejectDemoLogins();
void checkKeys();
const { METRICS_HOST: host, METRICS_PORT: port } = env();
const closeMetrics =
  port === undefined
    ? undefined
    : await serveMetrics({ host, port }).catch((error: NodeJS.ErrnoException) => {
        const address = `METRICS_HOST ${host}, METRICS_PORT ${port}`;
        log().fatal(
          `Propdesk can't start: ${address}: ${error.code ?? error.message}. Each worker on a machine needs its own port. See README.md, "Settings".`,
        );
        process.exit(1);
      });
const worker = startWorker();
guardRejections(() => {
  // The supervisor starts another process.
  process.exitCode = 1;
  setTimeout(() => process.exit(), LAST_JOBS_MS).unref();
  void shutDown();
});
log().info("worker.started");

let isStopping = false;

async function shutDown() {
  if (isStopping) return;
  isStopping = true;
  log().info("worker.stopping");
  await worker.stop();
  // Last: monitoring reads the metrics until the jobs have finished.
  closeMetrics?.();
  await Promise.race([closeConnections().catch(() => {}), sleep(CLOSE_MS)]);
  process.exit();
}
onStopSignal(shutDown);
