import { env } from "@/lib/env";
import { schedule, tasks } from "./tasks";

const { "deliver-webhook": deliverWebhook, "send-mail": sendMail, ...own } = tasks;

// Mail servers limit a sender's connections, and nobody waits for a mail as for an account.
const MAIL_CONCURRENCY = 2;

/**
 * Webhooks and mails have workers of their own: a receiver that hangs keeps one busy for 15 s, a mail
 * server for 20 s, and must not keep a payment waiting. Those hold no database connection meanwhile.
 */
export const lanes = () => [
  { taskList: own, crontab: schedule, concurrency: env().WORKER_CONCURRENCY },
  {
    taskList: { "deliver-webhook": deliverWebhook },
    crontab: "",
    concurrency: env().WEBHOOK_CONCURRENCY,
  },
  { taskList: { "send-mail": sendMail }, crontab: "", concurrency: MAIL_CONCURRENCY },
];
export type Lane = ReturnType<typeof lanes>[number];
