import type { Transaction } from "@/db/client";
import { env, isEmbedded } from "@/lib/env";
import { enqueue } from "@/lib/jobs/enqueue";
import { type MailKind, type MailSubject, mailJob } from "./schemas";

/** Whether customers get e-mail: production sends none without SMTP_URL. */
export const sendsMail = (): boolean => isEmbedded() || env().SMTP_URL !== undefined;

/**
 * Enqueues an e-mail to a customer in the transaction of the change that it tells of. Call it once per
 * change.
 */
export async function mail<K extends MailKind>(
  tx: Transaction,
  kind: K,
  about: MailSubject<K>,
): Promise<void> {
  if (!sendsMail()) return;
  const key = `mail:${kind}:${Object.values(about).join()}`;
  await enqueue(tx, "send-mail", mailJob.parse({ kind, ...about }), { key });
}
