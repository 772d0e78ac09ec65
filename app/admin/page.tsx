import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AccountsForReview } from "@/components/admin/accounts-for-review";
import { LastReconciliation } from "@/components/admin/last-reconciliation";
import { PaymentsForReview } from "@/components/admin/payments-for-review";
import { StuckPurchases } from "@/components/admin/stuck-purchases";
import classes from "@/components/dashboard/dashboard.module.css";
import { listStuckPurchases } from "@/lib/challenges";
import { pageContext, signedIn } from "@/lib/http/page-context";
import { lastReconciliation, listPaymentsForReview } from "@/lib/payments";
import { listAccountsForReview } from "@/lib/prop-accounts";

export const metadata: Metadata = { title: "Admin" };

export default async function AdminPage() {
  const ctx = await pageContext();
  if (signedIn(ctx)?.role !== "admin") notFound();
  const [purchases, payments, accounts, last] = await Promise.all([
    listStuckPurchases(ctx),
    listPaymentsForReview(ctx),
    listAccountsForReview(ctx),
    lastReconciliation(ctx),
  ]);
  return (
    <>
      <h1 className={classes.heading}>What needs a person</h1>
      <section className={classes.section} aria-labelledby="purchases">
        <h2 id="purchases">Purchases that are waiting</h2>
        <StuckPurchases rows={purchases} />
      </section>
      <section className={classes.section} aria-labelledby="payments">
        <h2 id="payments">Payments that need a look</h2>
        <PaymentsForReview rows={payments} />
      </section>
      <section className={classes.section} aria-labelledby="accounts">
        <h2 id="accounts">Accounts that need a hand at the venue</h2>
        <AccountsForReview rows={accounts} />
      </section>
      <section className={classes.section} aria-labelledby="stripe">
        <h2 id="stripe">Last comparison with Stripe</h2>
        <LastReconciliation last={last} />
      </section>
    </>
  );
}
