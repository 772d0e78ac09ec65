import { subscribe } from "node:diagnostics_channel";
import type { Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { hasCredential, provenSubject } from "./auth";
import { checkKeys } from "./check-keys";
import { sendConsoleToLog } from "./console-to-log";
import { closeConnections } from "./database";
import { env, startWarnings } from "./env";
import { limitAnonymousRequests } from "./http/anonymous-requests";
import { trackRequests } from "./http/drain";
import { watchIncoming } from "./http/incoming";
import { keepAliveFor } from "./http/keep-alive";
import { limitRequests } from "./http/slow-requests";
import { startWorker } from "./jobs/worker";
import { log } from "./log";
import { longestTryMs } from "./prop-accounts";
import { refuseDemoLogins } from "./refuse-demo-logins";
import { reportDatabase } from "./report-database";
import { onStopSignal } from "./stop-signals";
import { guardRejections } from "./unhandled";

/** A mail server's answer, or a turn of webhooks and the last of them: see jobs/lanes.ts. */
const LONGEST_USUAL_JOB_MS = 20_000;

/** How long a process that is told to end waits for what it has begun, after DRAIN_SECONDS. */
export const drainMs = () => Math.max(LONGEST_USUAL_JOB_MS, longestTryMs());

/**
 * Starts what a server process needs beside Next.js. Ends the process where a setting is missing, and in
 * production where the database has demo logins.
 */
export async function boot(): Promise<void> {
  try {
    env();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
  // A developer reads the console of `next dev` as it is.
  if (env().NODE_ENV === "production") sendConsoleToLog();
  for (const warning of startWarnings()) log().warn(warning);
  // A server goes on: one request's fault must not end the others, which is how Next.js sees it too.
  guardRejections(null);
  watchIncoming();
  limitConnections();
  void reportDatabase();
  await refuseDemoLogins();
  void checkKeys();
  const worker = env().WORKER === "on" ? startWorker() : null;
  if (env().NEXT_MANUAL_SIG_HANDLE) stopOnSignals(() => worker?.stop());
}

/** `next start` has a flag for the first, which would not see the settings of an .env file. */
function limitConnections(): void {
  const { KEEP_ALIVE_SECONDS, BODY_SECONDS } = env();
  subscribe("http.server.request.start", (message) => {
    const { server } = message as { server: Server };
    keepAliveFor(server, KEEP_ALIVE_SECONDS);
    limitRequests(server, BODY_SECONDS);
    limitAnonymousRequests(server, { hasCredential, provenSubject });
  });
}

/**
 * At SIGTERM the server goes on for DRAIN_SECONDS while its readiness says no, so that load balancers leave it; then
 * it takes no more, finishes what was started and ends. SIGINT, and a second signal, skip the wait.
 */
function stopOnSignals(stopWorker: () => Promise<void> | undefined): void {
  const requests = trackRequests();
  const skip = new AbortController();
  onStopSignal(
    async (signal) => {
      const seconds = signal === "SIGTERM" ? env().DRAIN_SECONDS : 0;
      log().info({ signal, drain_seconds: seconds }, "server.draining");
      requests.drain();
      const stopped = stopWorker();
      await sleep(seconds * 1_000, undefined, { signal: skip.signal }).catch(() => {});
      log().info("server.closing");
      await Promise.race([Promise.allSettled([requests.close(), stopped]), sleep(drainMs())]);
      await Promise.race([closeConnections().catch(() => {}), sleep(1_000)]);
      process.exit(0);
    },
    () => skip.abort(),
  );
}
