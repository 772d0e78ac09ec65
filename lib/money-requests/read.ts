import { and, asc, desc, eq, lt, sql } from "drizzle-orm";
import { customers, moneyRequests } from "@/db/schema";
import { type Context, requireAdmin } from "@/lib/context";
import { centsToJson } from "@/lib/money";
import type { MoneyRequestView } from "./schemas";

const MOST = 200;

type Which = { paymentId: string } | { login: number } | { id: string };

/** What admins wanted moved of a payment or in a wallet, newest first; or the one of an id. For admins. */
export async function listMoneyRequests(ctx: Context, of: Which): Promise<MoneyRequestView[]> {
  requireAdmin(ctx);
  const rows = await ctx.db
    .select({ request: moneyRequests, email: customers.email })
    .from(moneyRequests)
    .innerJoin(customers, eq(customers.id, moneyRequests.adminId))
    .where(whichOf(of))
    .orderBy(desc(moneyRequests.id))
    .limit(MOST);
  return rows.map(present);
}

function whichOf(of: Which) {
  if ("id" in of) return eq(moneyRequests.id, of.id);
  if ("login" in of) return eq(moneyRequests.login, of.login);
  return eq(moneyRequests.paymentId, of.paymentId);
}

const STUCK_MINUTES = 5;

/** What is still not answered after a while, oldest first: no other refund of such a payment can be made. For admins. */
export async function listStuckMoneyRequests(ctx: Context): Promise<MoneyRequestView[]> {
  requireAdmin(ctx);
  const rows = await ctx.db
    .select({ request: moneyRequests, email: customers.email })
    .from(moneyRequests)
    .innerJoin(customers, eq(customers.id, moneyRequests.adminId))
    .where(
      and(
        eq(moneyRequests.status, "pending"),
        lt(moneyRequests.createdAt, sql`now() - make_interval(mins => ${STUCK_MINUTES})`),
      ),
    )
    .orderBy(asc(moneyRequests.id))
    .limit(MOST);
  return rows.map(present);
}

interface Row {
  request: typeof moneyRequests.$inferSelect;
  email: string;
}

function present({ request, email }: Row): MoneyRequestView {
  return {
    id: request.id,
    payment_id: request.paymentId,
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
