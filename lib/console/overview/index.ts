import { purchaseStatus } from "@/lib/challenges/schemas";
import { type Context, requireAdmin } from "@/lib/core/context";
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
import { type OfDay, outcomesOf, receivedOf, revenueOf } from "./outcomes";
import { readPayments, readReturns } from "./payments";
import { purchasesSql } from "./purchases";
import { readSales, salesOf } from "./sales";

type Counted = OfDay & Record<string, unknown>;
type ActivationOfDay = Record<string, unknown> & {
  day: string;
  median: number;
  p95: number;
  counted: number;
};
interface Activation extends Record<string, unknown> {
  median: number | null;
  p95: number | null;
  counted: number;
}

/** The business numbers of the last days and their results. For admins. */
export async function readOverview(ctx: Context, period: Period): Promise<Overview> {
  requireAdmin(ctx);
  const days = lastDays(period);
  const daysBefore = lastDays(2 * period).slice(0, period);
  // One statement after another: an overview mustn't take many connections from paying customers.
  const { payments, others } = await readPayments(ctx.db, days);
  const returns = await readReturns(ctx.db, days);
  const bought = await ctx.db.execute<
    Record<string, unknown> & { day: string; status: number; n: number }
  >(purchasesSql(days));
  const opened = await ctx.db.execute<Counted>(accountsSql(days, others));
  const activation = await ctx.db.execute<Activation>(activationSql(days));
  const activationByDay = await ctx.db.execute<ActivationOfDay>(activationByDaySql(days));
  const before = await readPayments(ctx.db, daysBefore);
  const openedBefore = await ctx.db.execute<Counted>(accountsSql(daysBefore, before.others));
  const sales = await readSales(ctx.db, [...daysBefore, ...days]);
  const { median = null, p95 = null, counted = 0 } = activation.rows[0] ?? {};
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
    sales: salesOf(days, { sales, payments, accounts: opened.rows }),
    previous: {
      received_cents: receivedOf(before.payments),
      sales: salesOf(daysBefore, {
        sales,
        payments: before.payments,
        accounts: openedBefore.rows,
      }),
    },
    activation:
      median === null || p95 === null
        ? null
        : {
            median,
            p95,
            counted,
            isAll: counted < MOST_ACTIVATIONS,
            most_of_a_day: activationByDay.rows.some((it) => it.counted >= mostOfADay(days))
              ? mostOfADay(days)
              : null,
            by_day: activationByDay.rows.map(({ day, ...of }) => ({
              day,
              median: of.median,
              p95: of.p95,
            })),
          },
  };
}
