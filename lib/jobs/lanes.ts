import { env } from "@/lib/env";
import { schedule, tasks } from "./tasks";

const { "deliver-webhook": deliverWebhook, ...own } = tasks;

/**
 * Webhooks have workers of their own: a receiver that hangs keeps one busy for 15 s, and must not
 * keep a payment waiting. Those hold no database connection meanwhile.
 */
export const lanes = () => [
  { taskList: own, crontab: schedule, concurrency: env().WORKER_CONCURRENCY },
  {
    taskList: { "deliver-webhook": deliverWebhook },
    crontab: "",
    concurrency: env().WEBHOOK_CONCURRENCY,
  },
];
export type Lane = ReturnType<typeof lanes>[number];
