import type { TaskList } from "graphile-worker";
import { env } from "@/lib/env";
import type { PoolName } from "./pools";
import { schedule, tasks } from "./tasks";

const { "deliver-webhook": deliverWebhook, "send-mail": sendMail, ...own } = tasks;

/**
 * Each job that is enqueued wakes every lane, most of them for nothing. This one takes what is due in
 * batches, and looks about half a second after it found less than a full one; idle, it looks at once, or
 * with its next look every two seconds. What waits in a batch for a worker goes back after a second, for
 * other processes.
 */
const MAIL_BATCH = {
  size: 20,
  ttl: 1_000,
  refetchDelay: { durationMs: 500, threshold: 20, maxAbortThreshold: Number.POSITIVE_INFINITY },
};

// Mail servers limit a sender's connections, and nobody waits for a mail as for an account.
const MAIL_CONCURRENCY = 2;

/** A worker pool: see pools.ts. */
export interface Lane {
  name: PoolName;
  taskList: TaskList;
  crontab: string;
  concurrency: number;
  localQueue?: typeof MAIL_BATCH;
}

/**
 * Webhooks and mails have workers of their own: a receiver that hangs keeps one busy for 15 s, a mail
 * server for 20 s, and must not keep a payment waiting. Those hold no database connection meanwhile.
 */
export const lanes = (): Lane[] => [
  { name: "payments", taskList: own, crontab: schedule, concurrency: env().WORKER_CONCURRENCY },
  {
    name: "webhooks",
    taskList: { "deliver-webhook": deliverWebhook },
    crontab: "",
    concurrency: env().WEBHOOK_CONCURRENCY,
  },
  {
    name: "emails",
    taskList: { "send-mail": sendMail },
    crontab: "",
    concurrency: MAIL_CONCURRENCY,
    localQueue: MAIL_BATCH,
  },
];
