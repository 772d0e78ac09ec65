import { randomUUID } from "node:crypto";
import { isDatabaseUnavailable } from "@/db/errors";
import { connection } from "@/lib/core/database";
import { log } from "@/lib/core/log";
import { dispatchOutbox } from "@/lib/mail";
import {
  deleteRunner,
  deleteSilentRunners,
  HEARTBEAT_MS,
  recordHeartbeat,
  unlockJobsOfDead,
  unlockJobsOfEnded,
} from "@/lib/queue/heartbeat";
import { restartDelays, supervisePool } from "./supervise-pool";
import { workerPools } from "./worker-pools";

/** How often emails in the outbox become jobs. */
const OUTBOX_MS = 500;
/** After an outage every process was silent: for this long the living ones send heartbeats again first. */
const STABLE_MS = 2_000;
/** Two heartbeats further apart than this had an outage between them. */
const GAP_MS = 3_000;

/**
 * Runs jobs until `stop`, which lets running ones finish. While the database is unreachable or accepts no writes,
 * it waits: the worker pools start again when the database is back.
 */
export function startWorker(delays = restartDelays): { stop: () => Promise<void> } {
  const { db } = connection();
  const id = randomUUID();
  const prepare = async (endedIds: string[]) => {
    await deleteSilentRunners(db);
    await unlockJobsOfEnded(db, endedIds);
  };
  const context = { prepare, onPoll: () => void heartbeat(), delays };
  const running = workerPools().map((workerPool) => supervisePool(workerPool, context));

  let beating: Promise<void> | undefined;
  let [firstBeat, lastBeat] = [0, 0];
  const heartbeatTimer = setInterval(() => void heartbeat(), HEARTBEAT_MS);

  /** One at a time: a database that doesn't respond is not sent another one every second. */
  function heartbeat(): Promise<void> {
    beating ??= sendHeartbeat()
      .catch((error: unknown) => log().warn({ err: error }, "worker.heartbeat_failed"))
      .finally(() => {
        beating = undefined;
      });
    return beating;
  }

  async function sendHeartbeat(): Promise<void> {
    const pools = running.filter((pool) => pool.isAlive()).map(({ name }) => name);
    const holdingIds = running.flatMap((pool) => pool.holdingIds());
    if (pools.length === 0 && holdingIds.length === 0) return;
    await recordHeartbeat(db, { id, holdingIds, pools });
    const now = Date.now();
    if (now - lastBeat > GAP_MS) firstBeat = now;
    lastBeat = now;
    await unlockJobsOfEnded(
      db,
      running.flatMap((pool) => pool.endedIds()),
    );
    if (now - firstBeat >= STABLE_MS) await unlockJobsOfDead(db);
  }

  let dispatching: Promise<unknown> | undefined;
  const outboxTimer = setInterval(() => {
    dispatching ??= dispatchOutbox(db)
      .catch((error: unknown) => {
        // An unreachable database is logged by the heartbeat.
        const level = isDatabaseUnavailable(error) ? "debug" : "warn";
        log()[level]({ err: error }, "email.outbox_waiting");
      })
      .finally(() => {
        dispatching = undefined;
      });
  }, OUTBOX_MS);

  return {
    async stop() {
      clearInterval(outboxTimer);
      await Promise.all([dispatching, ...running.map((pool) => pool.stop())]);
      // Only now: until here the running jobs had to count as alive.
      clearInterval(heartbeatTimer);
      await beating;
      await deleteRunner(db, id).catch(() => {});
    },
  };
}
