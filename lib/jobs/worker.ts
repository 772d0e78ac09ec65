import { randomUUID } from "node:crypto";
import { EventEmitter } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { Logger as JobLogger, type Runner, run } from "graphile-worker";
import { connection } from "@/lib/database";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { beat, HEARTBEAT_MS, signOff } from "./heartbeat";
import { schedule, tasks } from "./tasks";

const RESTART_MS = 1_000;

/**
 * Takes jobs until `stop`, which lets running ones finish. A database that is away, now or later,
 * is waited for: the runner starts again when it is back.
 */
export function startWorker(): { stop: () => Promise<void> } {
  const id = randomUUID();
  const workerIds = new Set<string>();
  let runner: Runner | undefined;
  let stopping = false;

  const heartbeat = setInterval(() => void sayAlive(), HEARTBEAT_MS);
  async function sayAlive() {
    if (!runner) return;
    await beat(connection().db, id, [...workerIds]).catch((error: unknown) => {
      log().warn({ err: error }, "heartbeat failed");
    });
  }

  async function keepRunning() {
    while (!stopping) {
      try {
        workerIds.clear();
        runner = await run(options(workerIds));
        if (stopping) await runner.stop();
        await sayAlive();
        await runner.promise;
      } catch (error) {
        log().warn({ err: error }, "job runner ended");
      }
      runner = undefined;
      if (!stopping) await sleep(RESTART_MS);
    }
  }
  const done = keepRunning();

  return {
    async stop() {
      stopping = true;
      await runner?.stop().catch(() => {});
      await done;
      // Only now: jobs that were still running had to count as alive.
      clearInterval(heartbeat);
      await signOff(connection().db, id).catch(() => {});
    },
  };
}

function options(workerIds: Set<string>) {
  const events = new EventEmitter();
  events.on("worker:create", ({ worker }: { worker: { workerId: string } }) =>
    workerIds.add(worker.workerId),
  );
  return {
    pgPool: connection().pool,
    taskList: tasks,
    crontab: schedule,
    concurrency: env().WORKER_CONCURRENCY,
    noHandleSignals: true,
    events,
    logger: jobLogger(),
  };
}

const jobLogger = () =>
  new JobLogger(() => (level, message) => {
    const quiet = level === "info" ? "debug" : level === "warning" ? "warn" : level;
    log()[quiet]({ source: "jobs" }, message);
  });
