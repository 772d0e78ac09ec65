import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { once } from "@/db/prepare";
import { mailOutbox } from "@/db/schema";
import { env, isEmbedded } from "@/lib/env";
import { enqueue } from "@/lib/jobs/enqueue";
import { type MailKind, type MailSubject, mailJob } from "./schemas";

/** Whether customers get e-mail: production sends none without SMTP_URL. */
export const sendsMail = (): boolean => isEmbedded() || env().SMTP_URL !== undefined;

const insertMail = once((db) =>
  db
    .insert(mailOutbox)
    .values({
      key: sql.placeholder("key"),
      payload: sql.placeholder("payload"),
      after: sql.placeholder("after"),
    })
    // Locked until this change is committed: whoever takes it out before would write of the one before.
    .onConflictDoUpdate({
      target: mailOutbox.key,
      set: { payload: sql`excluded.payload`, after: sql`excluded.after` },
    })
    .prepare("insert-mail"),
);

/** The key of an email in the outbox: its kind and what it is about. */
export const mailKey = <K extends MailKind>(kind: K, about: MailSubject<K>): string =>
  `${kind}:${Object.values(about).join()}`;

interface MailOptions {
  /** The key of the email that the customer has to get first: this one waits until it is sent or given up. */
  after?: string | null;
  /** Not before this. What is no longer true then isn't sent. */
  runAt?: Date;
}

/**
 * Has an e-mail sent to a customer once the change that it tells of is committed. Call it once per change:
 * a second one of the same, while the first waits, is that one.
 */
export async function mail<K extends MailKind>(
  tx: Transaction,
  kind: K,
  about: MailSubject<K>,
  { after = null, runAt }: MailOptions = {},
): Promise<void> {
  if (!sendsMail()) return;
  const payload = mailJob.parse({ kind, ...about });
  const key = mailKey(kind, about);
  if (runAt) {
    await enqueue(tx, "send-mail", payload, { runAt, key: jobKey(key), keepTime: true });
  } else {
    await insertMail(tx).execute({ key, payload, after });
  }
}

/** The key of the job that an email becomes. */
export const jobKey = (key: string): string => `mail:${key}`;

/** The same as a part of the statement that makes the change, about one id of rows that it has. */
export const mailAbout = (
  kind: MailKind,
  { name, id, from }: { name: string; id: SQL; from: SQL },
): SQL =>
  sendsMail()
    ? sql`insert into mail_outbox (key, payload)
      select ${`${kind}:`}::text || ${id}, jsonb_build_object('kind', ${kind}::text, ${name}::text, ${id}) from ${from}
      on conflict (key) do update set payload = excluded.payload`
    : sql`select`;
