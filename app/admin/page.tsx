import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { WaitingRefunds } from "@/components/admin/waiting-refunds";
import classes from "@/components/dashboard/dashboard.module.css";
import { listWaitingRefunds } from "@/lib/challenges";
import { pageContext, signedIn } from "@/lib/http/page-context";

export const metadata: Metadata = { title: "Admin" };

export default async function AdminPage() {
  const ctx = await pageContext();
  if (signedIn(ctx)?.role !== "admin") notFound();
  return (
    <>
      <h1 className={classes.heading}>What needs a person</h1>
      <section className={classes.section} aria-labelledby="refunds">
        <h2 id="refunds">Refunds that are waiting</h2>
        <WaitingRefunds rows={await listWaitingRefunds(ctx)} />
      </section>
    </>
  );
}
