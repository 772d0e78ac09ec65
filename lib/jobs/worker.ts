import { randomUUID } from "node:crypto";
import { isDatabaseAway } from "@/db/errors";
import { connection } from "@/lib/database";
import { log } from "@/lib/log";
import { takeOutMails } from "@/lib/mail";
import { beat, HEARTBEAT_MS, signOff } from "./heartbeat";
import { lanes } from "./lanes";
import { keepRunning } from "./run-lane";

/** How long an e-mail waits at most before it has its job. */
const OUTBOX_MS = 500;

/**
 * Takes jobs until `stop`, which lets running ones finish. A database that is away, now or later,
 * is waited for: the runners start again when it is back.
 */
export function startWorker(): { stop: () => Promise<void> } {
  const id = randomUUID();
  const running = lanes().map((lane) => keepRunning(lane, sayAlive));

  const heartbeat = setInterval(() => void sayAlive(), HEARTBEAT_MS);
  async function sayAlive() {
    const poolIds = running.flatMap((lane) => lane.poolIds());
    if (poolIds.length === 0) return;
    await beat(connection().db, id, poolIds).catch((error: unknown) => {
      log().warn({ err: error }, "heartbeat failed");
    });
  }

  let taking: Promise<unknown> | undefined;
  const outbox = setInterval(() => {
    taking ??= takeOutMails(connection().db)
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
      await Promise.all([taking, ...running.map((lane) => lane.stop())]);
      // Only now: jobs that were still running had to count as alive.
      clearInterval(heartbeat);
      await signOff(connection().db, id).catch(() => {});
    },
  };
}
