import { and, asc, eq, gte, isNotNull, or, sql } from "drizzle-orm";
import { customers, purchases } from "@/db/schema";
import { type Context, requireAdmin } from "@/lib/context";
import { toUnixSeconds } from "@/lib/format";
import { presentPurchase } from "./present";
import { statusName } from "./purchase-status";
import { purchaseStatus, type StuckPurchaseView } from "./schemas";

const MOST = 200;
/** Taken up so often in vain, a purchase that has not failed needs a person too. */
const TRIES = 3;

/**
 * The purchases that need a person, oldest first: failed ones whose rollback was refused or not
 * answered, and unfinished ones that the job can't bring to an end. For admins.
 */
export async function listStuckPurchases(ctx: Context): Promise<StuckPurchaseView[]> {
  requireAdmin(ctx);
  const rows = await ctx.db
    .select({ purchase: purchases, email: customers.email })
    .from(purchases)
    .innerJoin(customers, eq(customers.id, purchases.customerId))
    .where(
      or(
        isNotNull(purchases.rollbackProblem),
        and(sql`${purchases.status} in (0, 1, 2)`, gte(purchases.resumes, TRIES)),
        // Active before its executor saw that it is to be taken back, and its job has given up.
        and(eq(purchases.status, purchaseStatus.active), isNotNull(purchases.rollbackRequestedAt)),
      ),
    )
    .orderBy(asc(purchases.id))
    .limit(MOST);
  return rows.map(({ purchase, email }) => ({
    purchase: presentPurchase(purchase),
    customer_email: email,
    problem:
      purchase.rollbackProblem ??
      `No answer from the trading server after ${statusName(purchase.status).replace("_", " ")}.`,
    tries: purchase.resumes,
    since: toUnixSeconds(purchase.createdAt),
  }));
}
