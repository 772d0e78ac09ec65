import { lt, sql } from "drizzle-orm";
import { customers, sentEmails } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { env } from "@/lib/core/env";
import type { EmailJob } from "@/lib/queue/email-job";

interface SentEmail {
  /** The id in its Message-ID. */
  id: string;
  job: EmailJob;
  to: string;
  /** The recipient's id, where the address isn't the one of their account. */
  customerId?: number | undefined;
  subject: string;
  status: "sent" | "rejected";
}

/**
 * Records that an email was sent, for the console's page of its customer. The address and the text aren't stored. A
 * repetition changes nothing.
 */
export async function recordEmail(
  { db }: Pick<Context, "db">,
  { id, job: { kind, ...about }, to, customerId, subject, status }: SentEmail,
): Promise<void> {
  await db.execute(sql`
    insert into ${sentEmails} (id, customer_id, kind, about, subject, status)
    select ${id}, ${customers.id}, ${kind}, ${JSON.stringify(about)}::jsonb, ${subject}, ${status}
    from ${customers} where ${customerId === undefined ? sql`lower(${customers.email}) = lower(${to})` : sql`${customers.id} = ${customerId}`}
    on conflict do nothing`);
}

/** Deletes records of emails that were sent STRIPE_EVENT_RETENTION_DAYS ago. */
export async function purgeSentEmails({ db }: Pick<Context, "db">): Promise<void> {
  const before = sql`now() - make_interval(days => ${env().STRIPE_EVENT_RETENTION_DAYS})`;
  await db.delete(sentEmails).where(lt(sentEmails.sentAt, before));
}
