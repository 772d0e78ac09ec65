import { and, asc, eq, or, sql } from "drizzle-orm";
import { auditLog, customers, webhookDeliveries, webhookEvents } from "@/db/schema";
import type { auditSubjects } from "@/lib/audit/schemas";
import type { Context } from "@/lib/context";
import type { DetailStep } from "../schemas";
import { step } from "./detail";

const MOST = 200;

/** What partners were told about these ids (`pay_…`, `prop_…`, `purchase:1`), and whether it arrived. */
export async function deliverySteps({ db }: Context, ids: string[]): Promise<DetailStep[]> {
  const rows = await db
    .select({ delivery: webhookDeliveries, type: webhookEvents.type })
    .from(webhookDeliveries)
    .innerJoin(webhookEvents, eq(webhookEvents.id, webhookDeliveries.eventId))
    .where(
      sql`${webhookDeliveries.eventId} = any(array(select id from webhook_events where about && array[${sql.join(ids, sql`, `)}]::text[]))`,
    )
    .orderBy(asc(webhookDeliveries.id))
    .limit(MOST);
  return rows.map(({ delivery, type }) =>
    step(delivery.lastAttemptAt ?? delivery.createdAt, `${type} told`, "webhook", {
      id: delivery.id,
      status: delivery.status === "succeeded" ? "delivered" : delivery.status,
      notes: [
        `${delivery.attempts} ${delivery.attempts === 1 ? "try" : "tries"}${
          delivery.responseStatus === null ? "" : `, answered ${delivery.responseStatus}`
        }`,
        ...(delivery.error ? [delivery.error] : []),
      ],
      ids: [{ label: "delivery", id: delivery.id, list: "deliveries" }],
    }),
  );
}

/** What the audit log names things by. */
export type AuditSubject = readonly [type: (typeof auditSubjects)[number], id: string];

/** What admins did to these things. */
export async function auditSteps(
  { db }: Context,
  subjects: readonly AuditSubject[],
): Promise<DetailStep[]> {
  const rows = await db
    .select({ entry: auditLog, email: customers.email })
    .from(auditLog)
    .innerJoin(customers, eq(customers.id, auditLog.adminId))
    .where(
      or(
        ...subjects.map(([type, id]) =>
          and(eq(auditLog.subjectType, type), eq(auditLog.subjectId, id)),
        ),
      ),
    )
    .orderBy(asc(auditLog.id))
    .limit(MOST);
  return rows.map(({ entry, email }) =>
    step(entry.createdAt, entry.action, email, {
      id: `audit ${entry.id}`,
      notes: [entry.reason],
      ids: [{ label: "audit entry", id: String(entry.id), list: "audit" }],
    }),
  );
}
