import type { Metadata } from "next";
import { z } from "zod";
import { adminContext } from "@/app/admin/admin-context";
import { queryParams } from "@/app/page-params";
import { Business } from "@/components/admin/overview/business";
import { NeedsAttention } from "@/components/admin/overview/needs-attention";
import classes from "@/components/admin/overview/overview.module.css";
import { PeriodNav } from "@/components/admin/overview/period-nav";
import { SetUp } from "@/components/admin/overview/set-up";
import { listConsole, readOverview, readSetUp } from "@/lib/console";
import { type ListName, overviewDays } from "@/lib/console/schemas";
import { env } from "@/lib/core/env";
import { listStuckMoneyRequests } from "@/lib/money-requests";
import { lastReconciliation, listPaymentsForReview } from "@/lib/payments";
import { listAccountsForReview } from "@/lib/prop-accounts";
import { listStuckPurchases } from "@/lib/purchases";

export const metadata: Metadata = { title: "Overview" };

/** How many rows of a list the overview shows. */
const SHOWN = 10;

const query = z.object({ days: overviewDays });

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function AdminPage({ searchParams }: Props) {
  const ctx = await adminContext();
  const period = (await queryParams(query, searchParams)).days;
  const newest = (name: ListName, filters: Record<string, string>) =>
    listConsole(ctx, name, { sort: "newest", filters }, { limit: SHOWN });
  const [purchases, payments, accounts, money, last, jobs, endings, commands, overview, setUp] =
    await Promise.all([
      listStuckPurchases(ctx),
      listPaymentsForReview(ctx),
      listAccountsForReview(ctx),
      listStuckMoneyRequests(ctx),
      lastReconciliation(ctx),
      listConsole(ctx, "jobs", { sort: "newest", filters: {} }),
      newest("verdicts", { status: "provisional" }),
      newest("venue-commands", { overdue: "yes" }),
      readOverview(ctx, period),
      readSetUp(ctx),
    ]);
  return (
    <>
      <div className={classes.head}>
        <h1>Overview</h1>
        <PeriodNav period={period} />
      </div>
      {setUp && <SetUp steps={setUp} appUrl={env().APP_URL} walletGroup={env().WALLET_GROUP} />}
      <NeedsAttention
        purchases={purchases}
        payments={payments}
        accounts={accounts}
        money={money}
        last={last}
        endings={endings}
        commands={commands}
        failedJobs={jobs.rows.length}
      />
      <Business overview={overview} />
      <p className={classes.note}>Days are in UTC and include today.</p>
    </>
  );
}
