import { and, lt, sql } from "drizzle-orm";
import { reconciliations } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { env } from "@/lib/core/env";

/** Deletes comparisons with Stripe that ended STRIPE_EVENT_RETENTION_DAYS ago. The last one stays, however old. */
export async function purgeReconciliations({ db }: Pick<Context, "db">): Promise<void> {
  const before = sql`now() - make_interval(days => ${env().STRIPE_EVENT_RETENTION_DAYS})`;
  const isNotLast = sql`${reconciliations.id} < (select max(id) from ${reconciliations})`;
  await db.delete(reconciliations).where(and(lt(reconciliations.finishedAt, before), isNotLast));
}
