import type { TaskList } from "graphile-worker";
import { env } from "@/lib/core/env";
import type { PoolName } from "@/lib/queue/pools";
import { schedule, tasks } from "./tasks";

const { "deliver-webhook": deliverWebhook, "send-mail": sendEmail, ...otherTasks } = tasks;

/**
 * Every job that is enqueued wakes every worker pool, most of them in vain. The pool of emails takes its jobs in
 * batches: after a batch that was not full it polls again half a second later. A job that waits in the batch
 * for longer than a second is returned for other processes.
 */
const EMAIL_BATCH = {
  size: 20,
  ttl: 1_000,
  refetchDelay: { durationMs: 500, threshold: 20, maxAbortThreshold: Number.POSITIVE_INFINITY },
};

// Mail servers limit the connections of a sender, and emails are less urgent than accounts.
const EMAIL_CONCURRENCY = 2;

/** A worker pool: the tasks that it runs, when, and how many at a time. */
export interface WorkerPool {
  name: PoolName;
  taskList: TaskList;
  crontab: string;
  concurrency: number;
  localQueue?: typeof EMAIL_BATCH;
}

/**
 * Webhooks and emails have pools of their own: a receiver that hangs occupies a worker for 15 s, a mail server
 * for 20 s, and payments must not wait for that. Their jobs hold no database connection while they wait.
 */
export const workerPools = (): WorkerPool[] => [
  {
    name: "payments",
    taskList: otherTasks,
    crontab: schedule,
    concurrency: env().WORKER_CONCURRENCY,
  },
  {
    name: "webhooks",
    taskList: { "deliver-webhook": deliverWebhook },
    crontab: "",
    concurrency: env().WEBHOOK_CONCURRENCY,
  },
  {
    name: "emails",
    taskList: { "send-mail": sendEmail },
    crontab: "",
    concurrency: EMAIL_CONCURRENCY,
    localQueue: EMAIL_BATCH,
  },
];
