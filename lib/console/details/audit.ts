import { eq } from "drizzle-orm";
import { auditLog, customers } from "@/db/schema";
import { outcomeFacts } from "./audit-outcome";
import { type Found, idFact, type ReadDetail, relatedRows, text, time, whoseIs } from "./detail";

/** An entry of the audit log: who did what, why, from where, and what it was before and after. */
export const readAuditEntry: ReadDetail = async (ctx, id) => {
  if (!/^\d{1,15}$/.test(id)) return null;
  const [found] = await ctx.db
    .select({ entry: auditLog, admin: whoseIs })
    .from(auditLog)
    .innerJoin(customers, eq(customers.id, auditLog.adminId))
    .where(eq(auditLog.id, Number(id)));
  if (!found) return null;
  const { entry, admin } = found;
  return {
    title: entry.action,
    lead: entry.reason,
    facts: [
      {
        title: "What was done",
        facts: [
          text("By", admin.email),
          idFact("Admin", admin.publicId),
          {
            label: `To this ${entry.subjectType.replace("_", " ")}`,
            value: entry.subjectId,
            kind: "subject",
            action: entry.action,
          },
          time("When", entry.createdAt),
          text("From", entry.ip || "unknown"),
          text("With", entry.userAgent || "unknown"),
          text("Request", entry.requestId),
        ],
      },
      { title: "What came of it", facts: await outcomeFacts(ctx, entry.after) },
    ],
    evidence: [
      { title: "Before", text: shown(entry.before) },
      { title: "After", text: shown(entry.after) },
    ],
    related: [
      await relatedRows(ctx, "All about it", "audit", {
        subject: `${entry.subjectType}:${entry.subjectId}`,
      }),
    ],
  } satisfies Found;
};

const shown = (values: unknown) => (values === null ? "nothing" : JSON.stringify(values, null, 2));
