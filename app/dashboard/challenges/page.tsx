import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ifInReach } from "@/app/if-in-reach";
import { challengesPath } from "@/components/challenge/addresses";
import { Challenges } from "@/components/challenge/challenges";
import { CHALLENGES_PAGE } from "@/components/challenge/page-size";
import classes from "@/components/dashboard/dashboard.module.css";
import { listChallenges } from "@/lib/challenges";
import { withReturn } from "@/lib/client/return-path";
import { clientConfig } from "@/lib/client-config";
import { pageContext, signedIn } from "@/lib/http/page-context";
import { listTradingAccounts } from "@/lib/trading";

export const metadata: Metadata = { title: "Challenges" };

export default async function ChallengesPage() {
  const ctx = await pageContext();
  if (!signedIn(ctx)) redirect(withReturn("/sign-in", challengesPath));
  const [challenges, trading] = await Promise.all([
    listChallenges(ctx, { limit: CHALLENGES_PAGE }),
    ifInReach(() => listTradingAccounts(ctx)),
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
