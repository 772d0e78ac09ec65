"use client";

import { IconTargetArrow } from "@tabler/icons-react";
import dashboard from "@/components/dashboard/dashboard.module.css";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { LoadMore } from "@/components/ui/load-more";
import { RefreshProblem } from "@/components/ui/refresh-problem";
import { useCursorPages } from "@/components/ui/use-cursor-pages";
import type { ChallengesView } from "@/lib/challenges/schemas";
import type { TradingAccountView } from "@/lib/trading/schemas";
import { ChallengeCard } from "./challenge-card";
import { CHALLENGES_PAGE, entriesOf, pollingInterval } from "./entries";

interface Props {
  challenges: ChallengesView;
  /** The trader's accounts; none while the trading server is unreachable. */
  accounts: TradingAccountView[];
  supportEmail: string;
}

/** A trader's purchases from wallets, newest first, fetched again while one of them is about to change. */
export function Challenges({ challenges, accounts, supportEmail }: Props) {
  const { pages, ...list } = useCursorPages({
    queryKey: ["challenges"],
    path: "/prop/challenges",
    limit: CHALLENGES_PAGE,
    initial: challenges,
    interval: pollingInterval,
  });
  const entries = entriesOf(pages);
  if (entries.length === 0) {
    return (
      <div className={dashboard.empty}>
        <EmptyState
          icon={<IconTargetArrow size={24} aria-hidden />}
          title="No challenges yet"
          action={<ButtonLink href="/">Browse challenges</ButtonLink>}
        >
          <p>
            Buy a challenge from your wallet or start a free trial. It will appear here within
            seconds.
          </p>
        </EmptyState>
      </div>
    );
  }
  return (
    <>
      <RefreshProblem error={list.error} />
      <ul className={dashboard.accounts}>
        {entries.map((entry) => (
          <ChallengeCard
            key={entry.purchase.id}
            entry={entry}
            account={accounts.find(({ login }) => login === entry.challenge?.account_login)}
            supportEmail={supportEmail}
            onChanged={list.refetch}
          />
        ))}
      </ul>
      <LoadMore list={list} what="challenges" />
    </>
  );
}
