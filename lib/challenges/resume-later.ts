import type { Executor } from "@/db/client";
import { env } from "@/lib/env";
import { enqueue } from "@/lib/jobs/enqueue";
import type { Purchase } from "./purchase-status";

/** Enqueues the job that takes a purchase up again, the later the more often it did already. */
export async function resumeLater(
  db: Executor,
  { id, resumes }: Pick<Purchase, "id" | "resumes">,
): Promise<void> {
  const waits = env().PURCHASE_RESUME_SECONDS;
  const seconds = waits[Math.min(resumes, waits.length - 1)] ?? 0;
  await enqueue(db, "resume-purchase", { purchase_id: id }, new Date(Date.now() + seconds * 1000));
}
