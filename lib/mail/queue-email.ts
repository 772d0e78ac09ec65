import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { once } from "@/db/prepare";
import { mailOutbox } from "@/db/schema";
import { env, isEmbedded } from "@/lib/core/env";
import { type EmailKind, type EmailSubject, emailJob } from "@/lib/queue/email-job";

/** Whether customers get emails: production sends none without SMTP_URL. */
export const isEmailEnabled = (): boolean => isEmbedded() || env().SMTP_URL !== undefined;

const insertIntoOutbox = once((db) =>
  db
    .insert(mailOutbox)
    .values({
      key: sql.placeholder("key"),
      payload: sql.placeholder("payload"),
      after: sql.placeholder("after"),
    })
    // Locks the row until this change is committed, so that the email is composed from the rows after it.
    .onConflictDoUpdate({
      target: mailOutbox.key,
      set: { payload: sql`excluded.payload`, after: sql`excluded.after` },
    })
    .prepare("insert-into-mail-outbox"),
);

/** The key of an email in the outbox: its kind and its subject's ids. */
export const emailKey = <K extends EmailKind>(kind: K, about: EmailSubject<K>): string =>
  `${kind}:${Object.values(about).join()}`;

interface EmailOptions {
  /** The key of the email that has to arrive first: this one waits until that one is sent or given up. */
  after?: string | null;
}

/**
 * Queues an email to a customer, which is sent after the transaction of the change is committed. Call it once
 * per change: the same email again, while the first one waits, is merged with it.
 */
export async function queueEmail<K extends EmailKind>(
  tx: Transaction,
  kind: K,
  about: EmailSubject<K>,
  { after = null }: EmailOptions = {},
): Promise<void> {
  if (!isEmailEnabled()) return;
  const payload = emailJob.parse({ kind, ...about });
  await insertIntoOutbox(tx).execute({ key: emailKey(kind, about), payload, after });
}

/** `queueEmail` as a part of the SQL statement of a change: queues an email for each row of `from`, about its `id`. */
export const queueEmailSql = (
  kind: EmailKind,
  { name, id, from }: { name: string; id: SQL; from: SQL },
): SQL =>
  isEmailEnabled()
    ? sql`insert into mail_outbox (key, payload)
      select ${`${kind}:`}::text || ${id}, jsonb_build_object('kind', ${kind}::text, ${name}::text, ${id}) from ${from}
      on conflict (key) do update set payload = excluded.payload`
    : sql`select`;
