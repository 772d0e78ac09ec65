"use client";

import { IconTargetArrow } from "@tabler/icons-react";
import dashboard from "@/components/dashboard/dashboard.module.css";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { LoadMore } from "@/components/ui/load-more";
import { RefreshProblem } from "@/components/ui/refresh-problem";
import type { ChallengesView } from "@/lib/challenges/schemas";
import type { TradingAccountView } from "@/lib/trading/schemas";
import { ChallengeCard } from "./challenge-card";
import { useChallenges } from "./use-challenges";

interface Props {
  challenges: ChallengesView;
  /** The trader's accounts; none while the trading server is out of reach. */
  accounts: TradingAccountView[];
  supportEmail: string;
}

/** What a trader bought from a wallet, newest first, and how each of it goes. */
export function Challenges({ challenges, accounts, supportEmail }: Props) {
  const list = useChallenges(challenges);
  if (list.entries.length === 0) {
    return (
      <div className={dashboard.empty}>
        <EmptyState
          icon={<IconTargetArrow size={24} aria-hidden />}
          title="No challenge yet"
          action={<ButtonLink href="/#wallet">See the challenges</ButtonLink>}
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
            account={accounts.find(({ login }) => login === entry.challenge?.account_login)}
            supportEmail={supportEmail}
            changed={list.refetch}
          />
        ))}
      </ul>
      <LoadMore list={list} what="challenges" />
    </>
  );
}
