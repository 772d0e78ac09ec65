import { sql } from "drizzle-orm";
import { webhookEndpoints } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { env } from "@/lib/core/env";

/**
 * Deletes deliveries that ended more than WEBHOOK_RETENTION_DAYS ago, events without deliveries, and expired
 * previous secrets.
 */
export async function purgeWebhooks({ db }: Context): Promise<void> {
  const before = sql`now() - make_interval(days => ${env().WEBHOOK_RETENTION_DAYS})`;
  await db.execute(
    sql`delete from webhook_deliveries where status <> 'pending' and created_at < ${before}`,
  );
  await db.execute(
    sql`delete from webhook_events e where created_at < ${before}
      and not exists (select from webhook_deliveries d where d.event_id = e.id)`,
  );
  await db
    .update(webhookEndpoints)
    .set({ previousSecret: null, previousSecretUntil: null })
    .where(sql`${webhookEndpoints.previousSecretUntil} < now()`);
}
