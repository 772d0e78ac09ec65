import { and, asc, eq, or, sql } from "drizzle-orm";
import { auditLog, customers, webhookDeliveries, webhookEvents } from "@/db/schema";
import type { auditSubjects } from "@/lib/audit/schemas";
import type { Context } from "@/lib/core/context";
import type { DetailStep } from "../schemas";
import { step } from "./detail";

const MOST = 200;

/** The webhooks that were sent about these ids (`pay_…`, `prop_…`, `purchase:1`), and whether they arrived. */
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
    step(delivery.lastAttemptAt ?? delivery.createdAt, "", "", {
      id: delivery.id,
      what: { kind: "webhook", event: type },
      code: type,
      status: delivery.status === "succeeded" ? "delivered" : delivery.status,
      notes: delivery.error ? [delivery.error] : [],
      evidence: [
        `${delivery.attempts} ${delivery.attempts === 1 ? "attempt" : "attempts"}${
          delivery.responseStatus === null ? "" : ` · HTTP ${delivery.responseStatus}`
        }`,
      ],
      ids: [{ label: "delivery", id: delivery.id, list: "deliveries" }],
    }),
  );
}

/** How the audit log names its subjects. */
export type AuditSubject = readonly [type: (typeof auditSubjects)[number], id: string];

/** What admins did to these subjects. */
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
    step(entry.createdAt, "", email, {
      id: `audit ${entry.id}`,
      what: { kind: "action", action: entry.action },
      code: entry.action,
      notes: [entry.reason],
      ids: [{ label: "audit entry", id: String(entry.id), list: "audit" }],
    }),
  );
}
