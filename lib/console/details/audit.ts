import { eq } from "drizzle-orm";
import { auditLog, customers } from "@/db/schema";
import { resultFacts } from "./audit-result";
import { type Found, idFact, type ReadDetail, relatedRows, text, time, whoseIs } from "./detail";

/** An entry of the audit log: who did what, why, from which address, and the values before and after. */
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
        title: "Action",
        facts: [
          text("Admin", admin.email),
          idFact("Admin ID", admin.publicId),
          {
            label: "Object",
            value: entry.subjectId,
            kind: "subject",
            action: entry.action,
          },
          time("Time", entry.createdAt),
          text("IP address", entry.ip || "unknown"),
          text("Browser", entry.userAgent || "unknown"),
          text("Request ID", entry.requestId),
        ],
      },
      { title: "Result", facts: await resultFacts(ctx, entry.after) },
    ],
    evidence: [
      { title: "Before", text: shown(entry.before) },
      { title: "After", text: shown(entry.after) },
    ],
    related: [
      await relatedRows(ctx, "More on this object", "audit", {
        subject: `${entry.subjectType}:${entry.subjectId}`,
      }),
    ],
  } satisfies Found;
};

const shown = (values: unknown) => (values === null ? "None" : JSON.stringify(values, null, 2));
