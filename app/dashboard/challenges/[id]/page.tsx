import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { ifInReach } from "@/app/if-in-reach";
import { ChallengeDetail } from "@/components/challenge/challenge-detail";
import { purchaseSteps } from "@/components/challenge/purchase-steps";
import { getChallenge } from "@/lib/challenges";
import { idParams } from "@/lib/challenges/schemas";
import { withReturn } from "@/lib/client/return-path";
import { AppError } from "@/lib/errors";
import { pageAddress, pageContext, signedIn } from "@/lib/http/page-context";
import { listTradingAccounts } from "@/lib/trading";

export const metadata: Metadata = { title: "Challenge" };

interface Props {
  params: Promise<{ id: string }>;
}

export default async function ChallengePage({ params }: Props) {
  const { id } = await params;
  const ctx = await pageContext();
  if (!signedIn(ctx)) redirect(withReturn("/sign-in", await pageAddress()));
  const asked = idParams.safeParse({ id });
  if (!asked.success) notFound();
  const detail = await getChallenge(ctx, asked.data.id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "NOT_FOUND") notFound();
    throw error;
  });
  const { challenge, purchase } = detail;
  const trading = await ifInReach(() => listTradingAccounts(ctx));
  const accountOf = (login: number | null) =>
    trading?.rows.find((it) => it.login === login) ?? null;
  return (
    <ChallengeDetail
      detail={detail}
      account={accountOf(challenge.account_login)}
      steps={purchaseSteps(detail, accountOf(purchase.account_login))}
    />
  );
}
