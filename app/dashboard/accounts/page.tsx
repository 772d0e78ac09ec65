import type { Metadata } from "next";
import { customerContext } from "@/app/customer-context";
import { queryParams } from "@/app/page-params";
import { Accounts } from "@/components/account/accounts";
import classes from "@/components/dashboard/dashboard.module.css";
import { PAYMENTS_PAGE } from "@/components/dashboard/page-of";
import { countAccounts, listAccounts } from "@/lib/accounts";
import { accountsQuery } from "@/lib/accounts/schemas";
import { clientConfig } from "@/lib/core/client-config";
import { listPayments } from "@/lib/payments";

export const metadata: Metadata = { title: "Accounts" };

/** How many accounts a page has. */
const PAGE = 20;

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function AccountsPage({ searchParams }: Props) {
  const ctx = await customerContext();
  const query = await queryParams(accountsQuery, searchParams);
  const [page, counts, payments] = await Promise.all([
    listAccounts(ctx, { ...query, limit: PAGE }),
    countAccounts(ctx),
    listPayments(ctx, { limit: PAYMENTS_PAGE }),
  ]);
  return (
    <>
      <h1 className={classes.heading}>Accounts</h1>
      <Accounts
        page={page}
        query={query}
        counts={counts}
        payments={payments.rows}
        supportEmail={clientConfig().supportEmail}
      />
    </>
  );
}
