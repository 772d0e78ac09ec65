import { asc, eq, isNotNull } from "drizzle-orm";
import { customers, programs, purchases } from "@/db/schema";
import { type Context, requireAdmin } from "@/lib/context";
import { toUnixSeconds } from "@/lib/format";
import { presentPurchase } from "./present";
import type { WaitingRefundView } from "./schemas";

const MOST = 200;

/** The failed purchases whose rollback was refused or not answered, oldest first. For admins. */
export async function listWaitingRefunds(ctx: Context): Promise<WaitingRefundView[]> {
  requireAdmin(ctx);
  const rows = await ctx.db
    .select({ purchase: purchases, email: customers.email, program: programs.displayName })
    .from(purchases)
    .innerJoin(customers, eq(customers.id, purchases.customerId))
    .innerJoin(programs, eq(programs.id, purchases.programId))
    .where(isNotNull(purchases.rollbackProblem))
    .orderBy(asc(purchases.id))
    .limit(MOST);
  return rows.map(({ purchase, email, program }) => ({
    purchase: presentPurchase(purchase),
    customer_email: email,
    program_name: program,
    problem: purchase.rollbackProblem ?? "",
    tries: purchase.resumes,
    since: toUnixSeconds(purchase.createdAt),
  }));
}
