import { subscribe } from "node:diagnostics_channel";
import type { Server, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { sendConsoleToLog } from "./console-to-log";
import { closeConnections } from "./database";
import { env, isEmbedded } from "./env";
import { watchIncoming } from "./http/incoming";
import { keepAliveFor } from "./http/keep-alive";
import { limitRequests } from "./http/slow-requests";
import { limitAnonymousWrites } from "./http/turned-away";
import { startWorker } from "./jobs/worker";
import { log } from "./log";
import { longestTryMs } from "./prop-accounts";
import { refuseDemoLogins } from "./refuse-demo-logins";
import { reportDatabase } from "./report-database";
import { guardRejections } from "./unhandled";

/** A mail server's answer, or a turn of webhooks and the last of them: see jobs/lanes.ts. */
const LONGEST_USUAL_JOB_MS = 20_000;

/** How long a process that is told to end waits for what it has begun. */
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
  if (!isEmbedded() && env().SMTP_URL === undefined) {
    log().warn("SMTP_URL is not set: customers get no e-mail");
  }
  // A server goes on: one request's fault must not end the others, which is how Next.js sees it too.
  guardRejections(null);
  watchIncoming();
  limitConnections();
  void reportDatabase();
  await refuseDemoLogins();
  const worker = env().WORKER === "on" ? startWorker() : null;
  if (env().NEXT_MANUAL_SIG_HANDLE) handleSignals(() => worker?.stop());
}

/** `next start` has a flag for the first, which would not see the settings of an .env file. */
function limitConnections(): void {
  const { KEEP_ALIVE_SECONDS, BODY_SECONDS } = env();
  subscribe("http.server.request.start", (message) => {
    const { server } = message as { server: Server };
    keepAliveFor(server, KEEP_ALIVE_SECONDS);
    limitRequests(server, BODY_SECONDS);
    limitAnonymousWrites(server);
  });
}

/** On the first SIGTERM or SIGINT: take no more, finish what was started, end. */
function handleSignals(stopWorker: () => Promise<void> | undefined): void {
  const servers = new Set<Server>();
  let inFlight = 0;
  subscribe("http.server.request.start", (message) => {
    const { server, response } = message as { server: Server; response: ServerResponse };
    servers.add(server);
    inFlight += 1;
    response.once("close", () => {
      inFlight -= 1;
    });
  });
  const shutDown = async () => {
    log().info("shutting down");
    for (const server of servers) server.close();
    const drained = async () => {
      while (inFlight > 0) await sleep(20);
    };
    await Promise.race([Promise.all([drained(), stopWorker()]), sleep(drainMs())]);
    await Promise.race([closeConnections(), sleep(1_000)]);
    process.exit(0);
  };
  process.once("SIGTERM", () => void shutDown());
  process.once("SIGINT", () => void shutDown());
}
