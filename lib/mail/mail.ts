import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { env, isEmbedded } from "@/lib/env";
import { addJob, enqueue } from "@/lib/jobs/enqueue";
import { type MailKind, type MailSubject, mailJob } from "./schemas";

/** Whether customers get e-mail: production sends none without SMTP_URL. */
export const sendsMail = (): boolean => isEmbedded() || env().SMTP_URL !== undefined;

const keyOf = <K extends MailKind>(kind: K, about: MailSubject<K>) =>
  `mail:${kind}:${Object.values(about).join()}`;

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
  await enqueue(tx, "send-mail", mailJob.parse({ kind, ...about }), { key: keyOf(kind, about) });
}

/** The same as a part of the statement that makes the change. */
export const mailCall = <K extends MailKind>(kind: K, about: MailSubject<K>): SQL =>
  sendsMail()
    ? addJob("send-mail", mailJob.parse({ kind, ...about }), { key: keyOf(kind, about) })
    : sql`null`;

/** The same where only that statement knows what the e-mail is about: as its name and its SQL. */
export const mailCallAbout = (kind: MailKind, [name, id]: [string, SQLWrapper]): SQL =>
  sendsMail()
    ? addJob("send-mail", sql`json_build_object('kind', ${kind}::text, ${name}::text, ${id})`, {
        key: sql`${`mail:${kind}:`}::text || ${id}`,
      })
    : sql`null`;
