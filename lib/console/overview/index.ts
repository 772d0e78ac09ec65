import { purchaseStatus } from "@/lib/challenges/schemas";
import { type Context, requireAdmin } from "@/lib/context";
import { paymentStatuses } from "@/lib/payments/schemas";
import { propAccountStatuses } from "@/lib/prop-accounts/schemas";
import type { Overview, Period } from "../schemas";
import {
  accountsSql,
  activationByDaySql,
  activationSql,
  MOST_ACTIVATIONS,
  mostOfADay,
} from "./accounts";
import { lastDays } from "./days";
import { type OfDay, outcomesOf, revenueOf } from "./outcomes";
import { readPayments } from "./payments";
import { purchasesSql } from "./purchases";

type Counted = OfDay & Record<string, unknown>;
type TookOfDay = Record<string, unknown> & {
  day: string;
  median: number;
  p95: number;
  counted: number;
};
interface Took extends Record<string, unknown> {
  median: number | null;
  p95: number | null;
  counted: number;
}

/** What the business did in the last days and what came of it. For admins. */
export async function readOverview(ctx: Context, period: Period): Promise<Overview> {
  requireAdmin(ctx);
  const days = lastDays(period);
  // One after another: an overview is no reason to take many connections from those who pay.
  const { payments, returns, others } = await readPayments(ctx.db, days);
  const bought = await ctx.db.execute<
    Record<string, unknown> & { day: string; status: number; n: number }
  >(purchasesSql(days));
  const opened = await ctx.db.execute<Counted>(accountsSql(days, others));
  const took = await ctx.db.execute<Took>(activationSql(days));
  const tookByDay = await ctx.db.execute<TookOfDay>(activationByDaySql(days));
  const { median = null, p95 = null, counted = 0 } = took.rows[0] ?? {};
  const names = Object.keys(purchaseStatus);
  return {
    days,
    revenue: revenueOf(payments, returns),
    payments: outcomesOf(payments, paymentStatuses),
    purchases: outcomesOf(
      bought.rows.map(({ day, status, n }) => ({
        day,
        n,
        status: names[status] ?? String(status),
      })),
      names,
    ),
    accounts: outcomesOf(opened.rows, propAccountStatuses),
    activation:
      median === null || p95 === null
        ? null
        : {
            median,
            p95,
            counted,
            isAll: counted < MOST_ACTIVATIONS,
            most_of_a_day: tookByDay.rows.some((it) => it.counted >= mostOfADay(days))
              ? mostOfADay(days)
              : null,
            by_day: tookByDay.rows.map(({ day, ...of }) => ({
              day,
              median: of.median,
              p95: of.p95,
            })),
          },
  };
}
