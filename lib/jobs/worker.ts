import { randomUUID } from "node:crypto";
import { isDatabaseAway } from "@/db/errors";
import { connection } from "@/lib/database";
import { log } from "@/lib/log";
import { takeOutMails } from "@/lib/mail";
import {
  beat,
  deleteSilentRunners,
  freeDeadJobs,
  freeEndedJobs,
  HEARTBEAT_MS,
  signOff,
} from "./heartbeat";
import { lanes } from "./lanes";
import { keepRunning, USUAL_PACE } from "./run-lane";

/** How long an email waits at most before it has its job. */
const OUTBOX_MS = 500;
/** After an outage everybody was silent: so long each living process has to beat again. */
const STEADY_MS = 2_000;
/** Two beats further apart than this had an outage between them. */
const GAP_MS = 3_000;

/**
 * Takes jobs until `stop`, which lets running ones finish. A database that is unreachable or takes no
 * writes, now or later, is waited for: the worker pools start again when it is back.
 */
export function startWorker(pace = USUAL_PACE): { stop: () => Promise<void> } {
  const { db } = connection();
  const id = randomUUID();
  const prepare = async (endedIds: string[]) => {
    await deleteSilentRunners(db);
    await freeEndedJobs(db, endedIds);
  };
  const surroundings = { prepare, onPoll: () => void alive(), pace };
  const running = lanes().map((lane) => keepRunning(lane, surroundings));

  let beating: Promise<void> | undefined;
  let [firstBeat, lastBeat] = [0, 0];
  const heartbeat = setInterval(() => void alive(), HEARTBEAT_MS);

  /** One at a time: a database that doesn't respond is not asked once more each second. */
  function alive(): Promise<void> {
    beating ??= sayAlive()
      .catch((error: unknown) => log().warn({ err: error }, "heartbeat failed"))
      .finally(() => {
        beating = undefined;
      });
    return beating;
  }

  async function sayAlive(): Promise<void> {
    const pools = running.filter((pool) => pool.isAlive()).map(({ name }) => name);
    const holdingIds = running.flatMap((pool) => pool.holdingIds());
    if (pools.length === 0 && holdingIds.length === 0) return;
    await beat(db, { id, holdingIds, pools });
    const now = Date.now();
    if (now - lastBeat > GAP_MS) firstBeat = now;
    lastBeat = now;
    await freeEndedJobs(
      db,
      running.flatMap((pool) => pool.endedIds()),
    );
    if (now - firstBeat >= STEADY_MS) await freeDeadJobs(db);
  }

  let taking: Promise<unknown> | undefined;
  const outbox = setInterval(() => {
    taking ??= takeOutMails(db)
      .catch((error: unknown) => {
        // That the database is away the heartbeat says, less often.
        const level = isDatabaseAway(error) ? "debug" : "warn";
        log()[level]({ err: error }, "e-mails wait in their outbox");
      })
      .finally(() => {
        taking = undefined;
      });
  }, OUTBOX_MS);

  return {
    async stop() {
      clearInterval(outbox);
      await Promise.all([taking, ...running.map((pool) => pool.stop())]);
      // Only now: jobs that were still running had to count as alive.
      clearInterval(heartbeat);
      await beating;
      await signOff(db, id).catch(() => {});
    },
  };
}
