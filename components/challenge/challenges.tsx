"use client";

import { IconTargetArrow } from "@tabler/icons-react";
import dashboard from "@/components/dashboard/dashboard.module.css";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { LoadMore } from "@/components/ui/load-more";
import { RefreshProblem } from "@/components/ui/refresh-problem";
import type { ProgramView } from "@/lib/catalog/schemas";
import type { ChallengesView } from "@/lib/challenges/schemas";
import { ChallengeCard } from "./challenge-card";
import { useChallenges } from "./use-challenges";

interface Props {
  challenges: ChallengesView;
  /** The programs that were bought, by id. */
  programs: Record<number, ProgramView>;
}

/** What a trader bought from a wallet, newest first, and how each of it goes. */
export function Challenges({ challenges, programs }: Props) {
  const list = useChallenges(challenges);
  if (list.entries.length === 0) {
    return (
      <div className={dashboard.empty}>
        <EmptyState
          icon={<IconTargetArrow size={24} aria-hidden />}
          title="No challenge yet"
          action={<ButtonLink href="/">See the challenges</ButtonLink>}
        >
          <p>Buy one from your wallet, or start a free trial. It is here within seconds.</p>
        </EmptyState>
      </div>
    );
  }
  return (
    <>
      <RefreshProblem error={list.error} />
      <ul className={dashboard.accounts}>
        {list.entries.map((entry) => (
          <ChallengeCard
            key={entry.purchase.id}
            entry={entry}
            program={programs[entry.purchase.program_id]}
            changed={list.refetch}
          />
        ))}
      </ul>
      <LoadMore list={list} what="challenges" />
    </>
  );
}
