import type { Metadata } from "next";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { ifAvailable } from "@/app/if-available";
import { queryParams } from "@/app/page-params";
import { withReturn } from "@/components/client/return-path";
import { Dashboard } from "@/components/dashboard/dashboard";
import classes from "@/components/dashboard/dashboard.module.css";
import { ACCOUNTS_SHOWN, PAYMENTS_PAGE } from "@/components/dashboard/page-of";
import { Summary } from "@/components/dashboard/summary";
import { VerifyNotice } from "@/components/profile/verify-notice";
import { VERIFY_NOTICE_COOKIE } from "@/components/profile/verify-notice-cookie";
import { consolePath } from "@/components/ui/nav-items";
import { isWallet } from "@/components/wallet/is-wallet";
import { countAccounts, listAccounts } from "@/lib/accounts";
import { pageContext, signedInCustomer } from "@/lib/api/page-context";
import { listTiers } from "@/lib/catalog";
import { clientConfig } from "@/lib/core/client-config";
import { readableEmail } from "@/lib/core/readable-email";
import { isEmailEnabled } from "@/lib/mail";
import { lastUsedWallet, listPayments } from "@/lib/payments";
import { listTradingAccounts } from "@/lib/trading";

export const metadata: Metadata = { title: "Dashboard" };

const query = z.object({ new: z.string().optional() });

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function DashboardPage({ searchParams }: Props) {
  const { new: newAccountId = null } = await queryParams(query, searchParams);
  const ctx = await pageContext();
  const customer = signedInCustomer(ctx);
  if (!customer) redirect(withReturn("/sign-in", "/dashboard"));
  const dismissedBy = (await cookies()).get(VERIFY_NOTICE_COOKIE)?.value;
  const [accounts, counts, payments, tiers, trading, lastUsed] = await Promise.all([
    listAccounts(ctx, { limit: ACCOUNTS_SHOWN }),
    countAccounts(ctx),
    listPayments(ctx, { limit: PAYMENTS_PAGE }),
    listTiers(ctx.db),
    ifAvailable(() => listTradingAccounts(ctx)),
    lastUsedWallet(ctx),
  ]);
  // Admins land here after signing in. Unless they bought something, the dashboard has nothing for them.
  const hasBought = accounts.rows.length + payments.rows.length > 0;
  if (customer.role === "admin" && !hasBought) redirect(consolePath);
  return (
    <>
      <h1 className={classes.heading}>Dashboard</h1>
      {!customer.emailVerified && isEmailEnabled() && dismissedBy !== customer.publicId && (
        <VerifyNotice email={readableEmail(customer.email)} customerId={customer.publicId} />
      )}
      <Summary
        wallets={trading?.rows.filter(isWallet) ?? null}
        lastUsed={lastUsed}
        active={counts.active}
      />
      <Dashboard
        accounts={accounts}
        payments={payments}
        tierNames={Object.fromEntries(tiers.map(({ id, name }) => [id, name]))}
        newAccountId={newAccountId}
        supportEmail={clientConfig().supportEmail}
      />
    </>
  );
}
