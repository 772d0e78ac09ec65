import { and, asc, desc, eq, lt, type SQL, sql } from "drizzle-orm";
import { customers, moneyRequests } from "@/db/schema";
import { type Context, requireAdmin } from "@/lib/core/context";
import { centsToJson } from "@/lib/core/money";
import type { MoneyRequestView } from "./schemas";

const LIST_LIMIT = 200;

/** A request that is pending for longer than this is stuck. */
const STUCK_MINUTES = 5;

type Filter = { paymentId: string } | { purchaseId: number } | { login: number } | { id: string };

/** The requests for a payment, a purchase or a wallet, newest first, or the one with an id. For admins. */
export async function listMoneyRequests(ctx: Context, filter: Filter): Promise<MoneyRequestView[]> {
  return list(ctx, conditionOf(filter), desc(moneyRequests.id));
}

function conditionOf(filter: Filter) {
  if ("id" in filter) return eq(moneyRequests.id, filter.id);
  if ("purchaseId" in filter) return eq(moneyRequests.purchaseId, filter.purchaseId);
  if ("login" in filter) return eq(moneyRequests.login, filter.login);
  return eq(moneyRequests.paymentId, filter.paymentId);
}

/** The requests that are stuck, oldest first. A stuck refund blocks other refunds of its payment. For admins. */
export async function listStuckMoneyRequests(ctx: Context): Promise<MoneyRequestView[]> {
  const isStuck = and(
    eq(moneyRequests.status, "pending"),
    lt(moneyRequests.createdAt, sql`now() - make_interval(mins => ${STUCK_MINUTES})`),
  );
  return list(ctx, isStuck, asc(moneyRequests.id));
}

async function list(
  ctx: Context,
  condition: SQL | undefined,
  order: SQL,
): Promise<MoneyRequestView[]> {
  requireAdmin(ctx);
  const rows = await ctx.db
    .select({ request: moneyRequests, email: customers.email })
    .from(moneyRequests)
    .leftJoin(customers, eq(customers.id, moneyRequests.adminId))
    .where(condition)
    .orderBy(order)
    .limit(LIST_LIMIT);
  return rows.map(present);
}

interface Row {
  request: typeof moneyRequests.$inferSelect;
  email: string | null;
}

function present({ request, email }: Row): MoneyRequestView {
  return {
    id: request.id,
    payment_id: request.paymentId,
    purchase_id: request.purchaseId,
    login: request.login,
    kind: request.kind,
    status: request.status,
    amount_cents: centsToJson(request.amountCents),
    currency: request.currency,
    reason: request.reason,
    admin_email: email,
    result: request.stripeRefundId ?? request.orderNo?.toString() ?? null,
    problem: request.problem,
    created_at: request.createdAt.toISOString(),
    settled_at: request.settledAt?.toISOString() ?? null,
  };
}
