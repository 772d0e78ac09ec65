import type { Metadata } from "next";
import { ifAvailable } from "@/app/if-available";
import { pathParams } from "@/app/page-params";
import { ChallengeDetail } from "@/components/challenge/challenge-detail";
import { purchaseSteps } from "@/components/challenge/purchase-steps";
import { idParams } from "@/lib/challenges/schemas";
import { getChallengeEvaluation } from "@/lib/evaluation";
import { listTradingAccounts } from "@/lib/trading";
import { readChallenge } from "./read-challenge";

interface Props {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { detail } = await readChallenge((await pathParams(idParams, params)).id);
  return { title: detail.program.display_name };
}

export default async function ChallengePage({ params }: Props) {
  const { ctx, detail } = await readChallenge((await pathParams(idParams, params)).id);
  const { challenge, purchase } = detail;
  const [evaluation, trading] = await Promise.all([
    getChallengeEvaluation(ctx, challenge.id),
    ifAvailable(() => listTradingAccounts(ctx)),
  ]);
  const accountOf = (login: number | null) =>
    trading?.rows.find((account) => account.login === login) ?? null;
  return (
    <ChallengeDetail
      detail={detail}
      evaluation={evaluation}
      account={accountOf(challenge.account_login)}
      steps={purchaseSteps(detail, accountOf(purchase.account_login))}
    />
  );
}
