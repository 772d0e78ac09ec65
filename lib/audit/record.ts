import { hostname, userInfo } from "node:os";
import type { Transaction } from "@/db/client";
import { auditLog } from "@/db/schema";
import { type Context, requireAdmin } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { type AuditAction, auditReason } from "./schemas";

type Values = Record<string, unknown>;

export interface AuditEntry {
  action: AuditAction;
  /** The public id of what was changed. Its kind is the first word of the action. */
  subject: string | number;
  reason: string;
  /** The changed values before and after the change, never secrets. */
  before?: Values | null;
  after?: Values | null;
}

/**
 * Records an action of the calling admin, in the transaction of its change. Throws UNAUTHENTICATED and FORBIDDEN.
 */
export async function audit(tx: Transaction, ctx: Context, entry: AuditEntry): Promise<void> {
  const { id } = requireAdmin(ctx);
  const { ip, userAgent, requestId } = ctx;
  await record(tx, entry, { adminId: id, ip, userAgent, requestId });
}

/**
 * Records an action of a command that was run on a server, in the transaction of its change. No admin is signed in:
 * the entry is recorded under `adminId`, and names the command and the operating system's user.
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
    before: toJson(before),
    after: toJson(after),
  });
}

/** Converts amounts of money, which are bigint, to numbers, as JSON has no bigint. */
const toJson = (values: Values | null): Values | null =>
  values &&
  JSON.parse(
    JSON.stringify(values, (_, value) => (typeof value === "bigint" ? Number(value) : value)),
  );
