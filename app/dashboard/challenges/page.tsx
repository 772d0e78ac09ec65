import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { challengesPath } from "@/components/challenge/addresses";
import { Challenges } from "@/components/challenge/challenges";
import { CHALLENGES_PAGE } from "@/components/challenge/page-size";
import classes from "@/components/dashboard/dashboard.module.css";
import { loadProgram, presentProgram } from "@/lib/catalog";
import { listChallenges } from "@/lib/challenges";
import { withReturn } from "@/lib/client/return-path";
import type { Context } from "@/lib/context";
import { pageContext, signedIn } from "@/lib/http/page-context";

export const metadata: Metadata = { title: "Challenges" };

export default async function ChallengesPage() {
  const ctx = await pageContext();
  if (!signedIn(ctx)) redirect(withReturn("/sign-in", challengesPath));
  const challenges = await listChallenges(ctx, { limit: CHALLENGES_PAGE });
  const bought = challenges.purchases.map(({ program_id }) => program_id);
  return (
    <>
      <h1 className={classes.heading}>Challenges</h1>
      <Challenges challenges={challenges} programs={await loadPrograms(ctx, bought)} />
    </>
  );
}

/** Programs by id, those too that have left the store. */
async function loadPrograms({ db }: Context, ids: number[]) {
  const found = await Promise.all([...new Set(ids)].map((id) => loadProgram(db, id)));
  const programs = found.filter((it) => it !== null).map(presentProgram);
  return Object.fromEntries(programs.map((program) => [program.id, program]));
}
