import type { Transaction } from "@/db/client";
import { auditLog } from "@/db/schema";
import { type Context, requireAdmin } from "@/lib/context";
import { type AuditAction, auditReason } from "./schemas";

type Values = Record<string, unknown>;

export interface AuditEntry {
  action: AuditAction;
  /** The id that people see. What kind of thing it is, is the action's first word. */
  subject: string | number;
  reason: string;
  /** What was changed, as it was and as it is; secrets never. */
  before?: Values | null;
  after?: Values | null;
}

/**
 * Writes down what the asking admin does, in the transaction of the change itself.
 * Throws UNAUTHENTICATED and FORBIDDEN.
 */
export async function audit(tx: Transaction, ctx: Context, entry: AuditEntry): Promise<void> {
  const { id: adminId } = requireAdmin(ctx);
  const { action, subject, before = null, after = null } = entry;
  const { ip, userAgent, requestId } = ctx;
  await tx.insert(auditLog).values({
    adminId,
    action,
    subjectType: action.slice(0, action.indexOf(".")),
    subjectId: String(subject),
    reason: auditReason.parse(entry.reason),
    before: json(before),
    after: json(after),
    ip,
    userAgent,
    requestId,
  });
}

/** Money is bigint inside, which JSON doesn't have. */
const json = (values: Values | null): Values | null =>
  values &&
  JSON.parse(
    JSON.stringify(values, (_, value) => (typeof value === "bigint" ? Number(value) : value)),
  );
