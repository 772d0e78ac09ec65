/** The worker pools of a process. */
export const poolNames = ["payments", "webhooks", "emails"] as const;
export type PoolName = (typeof poolNames)[number];

/** The worker pool that takes a task: webhooks and emails have their own, `payments` has all others. */
export function poolOf(task: string): PoolName {
  if (task === "deliver-webhook") return "webhooks";
  return task === "send-mail" ? "emails" : "payments";
}
