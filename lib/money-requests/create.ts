import { and, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { violatedUnique } from "@/db/errors";
import { moneyRequests } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/audit";
import { type Context, requireFreshAdmin } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { enqueue } from "@/lib/queue/enqueue";

/** A stored request to move money. Amounts are in minor units. */
export type MoneyRequest = typeof moneyRequests.$inferSelect;
type NewMoneyRequest = Pick<
  MoneyRequest,
  "kind" | "amountCents" | "currency" | "reason" | "idempotencyKey"
> &
  Partial<Pick<MoneyRequest, "paymentId" | "purchaseId" | "login" | "status">>;

/** The call that creates a request settles it immediately, except a purchase's; the job does so if that process dies. */
const JOB_DELAY_MS = 30_000;

/**
 * Runs `create` in a transaction. If a second click inserts the same key concurrently, runs it again, so that it
 * finds the request of that click. Throws what `create` throws.
 */
export async function createOnce(
  ctx: Context,
  create: (tx: Transaction) => Promise<MoneyRequest>,
): Promise<MoneyRequest> {
  try {
    return await inTransaction(ctx.db, create);
  } catch (error) {
    if (violatedUnique(error) !== "money_requests_key") throw error;
    return inTransaction(ctx.db, create);
  }
}

/**
 * The earlier request of the calling admin with the same key; null if there is none.
 * Throws IDEMPOTENCY_KEY_REUSED if that one is for something else.
 */
export async function findExistingRequest(
  tx: Transaction,
  ctx: Context,
  request: NewMoneyRequest,
): Promise<MoneyRequest | null> {
  const { id: adminId } = requireFreshAdmin(ctx);
  const { kind, amountCents, login = null, idempotencyKey } = request;
  const { paymentId = null, purchaseId = null } = request;
  const [existing] = await tx
    .select()
    .from(moneyRequests)
    .where(
      and(eq(moneyRequests.adminId, adminId), eq(moneyRequests.idempotencyKey, idempotencyKey)),
    );
  if (!existing) return null;
  const isSame =
    existing.kind === kind &&
    existing.amountCents === amountCents &&
    existing.paymentId === paymentId &&
    existing.purchaseId === purchaseId &&
    existing.login === login;
  if (isSame) return existing;
  throw new AppError(
    "IDEMPOTENCY_KEY_REUSED",
    "This key was already used for a different request.",
  );
}

const jobNames = {
  refund: "settle-refund",
  wallet_credit: "settle-adjustment",
  wallet_debit: "settle-adjustment",
} as const;
const auditActions = {
  refund: "payment.refund",
  wallet_credit: "wallet.credit",
  wallet_debit: "wallet.debit",
} as const;

/**
 * Stores the system's own request to refund a payment, with the job that executes it. Throws if there is one with the key.
 */
export async function insertSystemRefund(
  tx: Transaction,
  request: Omit<NewMoneyRequest, "kind" | "paymentId"> & { paymentId: string },
): Promise<void> {
  const id = newId("mrq");
  await tx.insert(moneyRequests).values({ ...request, kind: "refund", id });
  await enqueue(tx, "settle-refund", { money_request_id: id });
}

/**
 * Stores a request of the calling admin, with its audit entry and the job that settles it if this process dies. One
 * that waits for the fee of its purchase has no job yet: `releaseRefunds` enqueues it. `before` is the state before
 * the request, for the audit entry.
 */
export async function insertRequest(
  tx: Transaction,
  ctx: Context,
  request: NewMoneyRequest,
  before: Record<string, unknown>,
): Promise<MoneyRequest> {
  const { id: adminId } = requireFreshAdmin(ctx);
  const [inserted] = await tx
    .insert(moneyRequests)
    .values({ ...request, id: newId("mrq"), adminId })
    .returning();
  if (!inserted) throw new Error("insert returned no row");
  const { id, kind, amountCents, currency, reason, purchaseId } = inserted;
  await audit(tx, ctx, {
    action: auditActions[kind],
    subject: inserted.paymentId ?? inserted.login ?? id,
    reason,
    before,
    after: {
      money_request_id: id,
      amount_cents: amountCents,
      currency,
      ...(purchaseId !== null && { purchase_id: purchaseId }),
    },
  });
  if (inserted.status === "waiting") return inserted;
  const runAt = new Date(Date.now() + (purchaseId === null ? JOB_DELAY_MS : 0));
  await enqueue(tx, jobNames[kind], { money_request_id: id }, { runAt });
  return inserted;
}
