import { hostname, userInfo } from "node:os";
import type { Transaction } from "@/db/client";
import { auditLog } from "@/db/schema";
import { type Context, requireAdmin } from "@/lib/context";
import { newId } from "@/lib/ids";
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
  const { id } = requireAdmin(ctx);
  const { ip, userAgent, requestId } = ctx;
  await record(tx, entry, { adminId: id, ip, userAgent, requestId });
}

/**
 * Writes down what a command did that was run on a server, in the transaction of the change itself. No admin asked:
 * the entry is under the one whom it is about, and names the command and the operating system's user.
 */
export async function auditCommand(
  tx: Transaction,
  { command, adminId, ...entry }: AuditEntry & { command: string; adminId: number },
): Promise<void> {
  const userAgent = `${command}, run by ${userInfo().username} on ${hostname()}`;
  await record(tx, entry, { adminId, ip: "command line", userAgent, requestId: newId("req") });
}

type Source = Pick<typeof auditLog.$inferInsert, "adminId" | "ip" | "userAgent" | "requestId">;

async function record(tx: Transaction, entry: AuditEntry, source: Source): Promise<void> {
  const { action, subject, before = null, after = null } = entry;
  await tx.insert(auditLog).values({
    ...source,
    action,
    subjectType: action.slice(0, action.indexOf(".")),
    subjectId: String(subject),
    reason: auditReason.parse(entry.reason),
    before: json(before),
    after: json(after),
  });
}

/** Money is bigint inside, which JSON doesn't have. */
const json = (values: Values | null): Values | null =>
  values &&
  JSON.parse(
    JSON.stringify(values, (_, value) => (typeof value === "bigint" ? Number(value) : value)),
  );
