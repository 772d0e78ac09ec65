import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { ifInReach } from "@/app/if-in-reach";
import { queryParams } from "@/app/page-params";
import { Dashboard } from "@/components/dashboard/dashboard";
import classes from "@/components/dashboard/dashboard.module.css";
import { ACCOUNTS_PAGE, PAYMENTS_PAGE } from "@/components/dashboard/page-of";
import { Summary } from "@/components/dashboard/summary";
import { VerifyNotice } from "@/components/profile/verify-notice";
import { isWallet } from "@/components/wallet/is-wallet";
import { listTiers } from "@/lib/catalog";
import { listChallenges } from "@/lib/challenges";
import { withReturn } from "@/lib/client/return-path";
import { clientConfig } from "@/lib/client-config";
import { pageContext, signedIn } from "@/lib/http/page-context";
import { sendsMail } from "@/lib/mail";
import { listPayments } from "@/lib/payments";
import { listPropAccounts } from "@/lib/prop-accounts";
import { readableEmail } from "@/lib/readable-email";
import { listTradingAccounts } from "@/lib/trading";

export const metadata: Metadata = { title: "Dashboard" };

const query = z.object({ new: z.string().optional() });

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function DashboardPage({ searchParams }: Props) {
  const { new: newAccountId = null } = await queryParams(query, searchParams);
  const ctx = await pageContext();
  const me = signedIn(ctx);
  if (!me) redirect(withReturn("/sign-in", "/dashboard"));
  const [accounts, payments, tiers, trading, challenges] = await Promise.all([
    listPropAccounts(ctx, { limit: ACCOUNTS_PAGE }),
    listPayments(ctx, { limit: PAYMENTS_PAGE }),
    listTiers(ctx.db),
    ifInReach(() => listTradingAccounts(ctx)),
    listChallenges(ctx),
  ]);
  return (
    <>
      <h1 className={classes.heading}>Dashboard</h1>
      {!me.emailVerified && sendsMail() && <VerifyNotice email={readableEmail(me.email)} />}
      <Summary wallets={trading?.rows.filter(isWallet) ?? null} challenges={challenges} />
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
