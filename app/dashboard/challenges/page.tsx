import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ifAvailable } from "@/app/if-available";
import { Challenges } from "@/components/challenge/challenges";
import { CHALLENGES_PAGE } from "@/components/challenge/entries";
import { challengesPath } from "@/components/challenge/paths";
import { withReturn } from "@/components/client/return-path";
import classes from "@/components/dashboard/dashboard.module.css";
import { pageContext, signedInCustomer } from "@/lib/api/page-context";
import { listChallenges } from "@/lib/challenges";
import { clientConfig } from "@/lib/core/client-config";
import { listTradingAccounts } from "@/lib/trading";

export const metadata: Metadata = { title: "Challenges" };

export default async function ChallengesPage() {
  const ctx = await pageContext();
  if (!signedInCustomer(ctx)) redirect(withReturn("/sign-in", challengesPath));
  const [challenges, trading] = await Promise.all([
    listChallenges(ctx, { limit: CHALLENGES_PAGE }),
    ifAvailable(() => listTradingAccounts(ctx)),
  ]);
  return (
    <>
      <h1 className={classes.heading}>Challenges</h1>
      <Challenges
        challenges={challenges}
        accounts={trading?.rows ?? []}
        supportEmail={clientConfig().supportEmail}
      />
    </>
  );
}
