import { subscribe } from "node:diagnostics_channel";
import type { Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { hasCredential, provenSubject } from "@/lib/auth";
import { currentStoreCatalog } from "@/lib/catalog";
import { closeConnections } from "@/lib/core/database";
import { env, startWarnings } from "@/lib/core/env";
import { log } from "@/lib/core/log";
import { onStopSignal } from "@/lib/core/stop-signals";
import { guardRejections } from "@/lib/core/unhandled";
import { limitAnonymousRequests } from "@/lib/http/anonymous-requests";
import { trackRequests } from "@/lib/http/drain";
import { routeIncomingRequests } from "@/lib/http/incoming-requests";
import { setKeepAlive } from "@/lib/http/keep-alive";
import { createPageCache } from "@/lib/http/page-cache";
import { setRequestTimeout } from "@/lib/http/slow-requests";
import { maxProvisioningMs } from "@/lib/venues";
import { startWorker } from "@/lib/worker/worker";
import { checkKeys } from "./check-keys";
import { sendConsoleToLog } from "./console-to-log";
import { rejectDemoLogins } from "./reject-demo-logins";
import { reportDatabase } from "./report-database";

/** The longest job of the webhooks' and emails' pools: see worker/worker-pools.ts. */
const LONGEST_USUAL_JOB_MS = 20_000;

/** How long an ending process waits, after DRAIN_SECONDS, for its requests and jobs to finish. */
export const drainMs = () => Math.max(LONGEST_USUAL_JOB_MS, maxProvisioningMs());

/**
 * Starts what a server process needs beside Next.js. Ends the process if a setting is missing, and in production if the
 * database has demo logins.
 */
export async function boot(): Promise<void> {
  try {
    env();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
  // In development the console stays as it is, for the developer.
  if (env().NODE_ENV === "production") sendConsoleToLog();
  for (const advice of startWarnings()) log().warn({ advice }, "settings.warning");
  // A server always goes on, as Next.js does too: the fault of one request must not end the others.
  guardRejections(null);
  routeIncomingRequests();
  limitConnections();
  void reportDatabase();
  await rejectDemoLogins();
  void checkKeys();
  const worker = env().WORKER === "on" ? startWorker() : null;
  if (env().NEXT_MANUAL_SIG_HANDLE) stopOnSignals(() => worker?.stop());
}

/** Sets the limits of the HTTP server, which Next.js creates: when its first request starts. */
function limitConnections(): void {
  const { KEEP_ALIVE_SECONDS, BODY_SECONDS, NODE_ENV } = env();
  const pages = createPageCache({
    // In development, pages change without the catalog.
    isCacheable: (path) =>
      NODE_ENV !== "development" && (path === "/" || path.startsWith("/programs/")),
    currentVersion: async () => (await currentStoreCatalog()).version,
  });
  subscribe("http.server.request.start", (message) => {
    const { server } = message as { server: Server };
    setKeepAlive(server, KEEP_ALIVE_SECONDS);
    setRequestTimeout(server, BODY_SECONDS);
    limitAnonymousRequests(server, { hasCredential, provenSubject, pages });
  });
}

/**
 * At SIGTERM the server goes on for DRAIN_SECONDS but isn't ready, so that load balancers stop sending it requests.
 * Then it accepts no more connections, finishes its requests and jobs, and ends. SIGINT and a second signal skip the
 * wait.
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
      const ended = Promise.allSettled([requests.close(), stopped]).then(requests.finish);
      await Promise.race([ended, sleep(drainMs())]);
      await Promise.race([closeConnections().catch(() => {}), sleep(1_000)]);
      process.exit(0);
    },
    () => skip.abort(),
  );
}
