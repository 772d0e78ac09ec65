import { and, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { violatedUnique } from "@/db/errors";
import { moneyRequests } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/audit";
import { type Context, requireFreshAdmin } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { enqueue } from "@/lib/jobs/enqueue";

export type MoneyRequest = typeof moneyRequests.$inferSelect;
type New = Pick<MoneyRequest, "kind" | "amountCents" | "currency" | "reason" | "idempotencyKey"> &
  Partial<Pick<MoneyRequest, "paymentId" | "login">>;

// The call that wrote it asks at once; should it die, the job does.
const JOB_AFTER_MS = 30_000;

/**
 * Writes a wish in a transaction, by `write`; where the same key is written at this very moment by a
 * second click, what that one wrote. Throws what `write` throws.
 */
export async function writeOnce(
  ctx: Context,
  write: (tx: Transaction) => Promise<MoneyRequest>,
): Promise<MoneyRequest> {
  try {
    return await inTransaction(ctx.db, write);
  } catch (error) {
    if (violatedUnique(error) !== "money_requests_key") throw error;
    return inTransaction(ctx.db, write);
  }
}

/** What the asking admin wanted under this key before, if it is the same. Throws IDEMPOTENCY_KEY_REUSED. */
export async function knownRequest(
  tx: Transaction,
  ctx: Context,
  wish: New,
): Promise<MoneyRequest | null> {
  const { id: adminId } = requireFreshAdmin(ctx);
  const { kind, amountCents, paymentId = null, login = null, idempotencyKey } = wish;
  const [row] = await tx
    .select()
    .from(moneyRequests)
    .where(
      and(eq(moneyRequests.adminId, adminId), eq(moneyRequests.idempotencyKey, idempotencyKey)),
    );
  if (!row) return null;
  const same =
    row.kind === kind &&
    row.amountCents === amountCents &&
    row.paymentId === paymentId &&
    row.login === login;
  if (same) return row;
  throw new AppError("IDEMPOTENCY_KEY_REUSED", "This key was used for another request.");
}

const jobs = {
  refund: "settle-refund",
  wallet_credit: "settle-adjustment",
  wallet_debit: "settle-adjustment",
} as const;
const actions = {
  refund: "payment.refund",
  wallet_credit: "wallet.credit",
  wallet_debit: "wallet.debit",
} as const;

/**
 * Writes down that the asking admin wants money moved, in the audit log too, with the job that sees to
 * it should this process die. `before` is how things stand.
 */
export async function writeRequest(
  tx: Transaction,
  ctx: Context,
  wish: New,
  before: Record<string, unknown>,
): Promise<MoneyRequest> {
  const { id: adminId } = requireFreshAdmin(ctx);
  const [row] = await tx
    .insert(moneyRequests)
    .values({ ...wish, id: newId("mrq"), adminId })
    .returning();
  if (!row) throw new Error("insert returned no row");
  const { id, kind, amountCents, currency, reason } = row;
  await audit(tx, ctx, {
    action: actions[kind],
    subject: row.paymentId ?? row.login ?? id,
    reason,
    before,
    after: { money_request_id: id, amount_cents: amountCents, currency },
  });
  const runAt = new Date(Date.now() + JOB_AFTER_MS);
  await enqueue(tx, jobs[kind], { money_request_id: id }, { runAt });
  return row;
}
