import { Logger, runOnce } from "graphile-worker";
import { connection, database } from "@/lib/core/database";
import { dispatchOutbox } from "@/lib/mail";
import { tasks } from "@/lib/worker/tasks";

const silent = new Logger(() => () => {});

/** Runs all jobs that can run now, and those that they enqueue, the emails of the outbox too. */
export async function runAllJobs(): Promise<void> {
  do await workOffJobs();
  while ((await dispatchOutbox(database())) > 0);
}

const workOffJobs = () =>
  runOnce({
    pgPool: connection().pool,
    taskList: tasks,
    noHandleSignals: true,
    logger: silent,
    // Without these it returns before the end of the last jobs is written.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
  });
