"use client";

import {
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconCircleMinus,
  IconClockHour4,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { type ApiError, api } from "@/components/client/api";
import { liveQuery } from "@/components/client/live-query";
import { ExactTime } from "@/components/ui/exact-time";
import panel from "@/components/ui/panel.module.css";
import { RefreshProblem } from "@/components/ui/refresh-problem";
import { formatUnits } from "@/lib/core/money";
import type { ChallengeEvaluationView } from "@/lib/evaluation/schemas";
import { DataAge, useIsStale } from "./data-age";
import classes from "./evaluation.module.css";
import { Meters } from "./meters";
import { type Circumstances, stateMessage, type Tone } from "./state-message";
import { VerdictList } from "./verdict-list";

const POLL_MS = 10_000;

const icons = {
  green: IconCircleCheckFilled,
  amber: IconClockHour4,
  red: IconAlertTriangleFilled,
  grey: IconCircleMinus,
} satisfies Record<Tone, unknown>;

interface Props extends Omit<Circumstances, "isStale"> {
  /** As the server read it. */
  initial: ChallengeEvaluationView;
}

/**
 * Where a challenge stands: its state and why, balance and equity, the meters, and the verdicts. Polls while the tab is
 * visible, and refreshes the rest of the page when the state changes.
 */
export function EvaluationPanel({ initial, ...circumstances }: Props) {
  const { data, error } = useQuery<ChallengeEvaluationView, ApiError>({
    queryKey: ["evaluation", initial.challenge_id],
    queryFn: () => api("GET", `/prop/challenges/${initial.challenge_id}/metrics`),
    ...liveQuery,
    initialData: initial,
    staleTime: POLL_MS / 2,
    refetchInterval: POLL_MS,
    refetchOnWindowFocus: "always",
  });
  useRefreshOnChange(`${data.phase_index} ${data.status}`);
  const hasEnded = !["active", "paused", "held"].includes(data.status);
  const isStale = useIsStale(data.last_event_at, hasEnded);
  const { rules } = circumstances;
  return (
    <div className={classes.evaluation}>
      <section className={panel.panel} aria-labelledby="state" data-state={data.status}>
        <State view={data} circumstances={{ ...circumstances, isStale }} />
        <div className={classes.numbers} data-stale={isStale || undefined}>
          <div className={classes.values}>
            <Values view={data} hasEnded={hasEnded} />
            <DataAge at={data.last_event_at} hasEnded={hasEnded} isStale={isStale} />
          </div>
          <Meters view={data} rules={rules} hasEnded={hasEnded} />
        </div>
        <RefreshProblem error={error} />
      </section>
      <VerdictList view={data} rules={rules} />
    </div>
  );
}

/** Refreshes what the server rendered when the state isn't any more what it was. */
function useRefreshOnChange(state: string) {
  const { refresh } = useRouter();
  const shown = useRef(state);
  useEffect(() => {
    if (shown.current === state) return;
    shown.current = state;
    refresh();
  }, [state, refresh]);
}

interface StateProps {
  view: ChallengeEvaluationView;
  circumstances: Circumstances;
}

function State({ view, circumstances }: StateProps) {
  const { tone, title, reason, meaning, verdict, resumes } = stateMessage(view, circumstances);
  const Icon = icons[tone];
  return (
    <div className={classes.state} data-tone={tone} role="status">
      <h2 id="state" className={classes.title}>
        <Icon size={20} aria-hidden />
        {title}
      </h2>
      {verdict && (
        <p className={classes.reason}>
          {reason} <ExactTime at={verdict.at} />
        </p>
      )}
      <p className={classes.meaning}>
        {meaning}
        {resumes && view.next_reset_at && (
          <>
            {" "}
            Trading goes on <ExactTime at={view.next_reset_at} short />.
          </>
        )}
      </p>
    </div>
  );
}

function Values({ view, hasEnded }: { view: ChallengeEvaluationView; hasEnded: boolean }) {
  const { balance, equity, currency, open_positions } = view;
  const floating = Number(equity) - Number(balance);
  const sign = floating > 0 ? "+" : "";
  return (
    <dl className={classes.pair}>
      <div>
        <dt>{hasEnded ? "Equity at the end" : "Equity"}</dt>
        <dd className={`${panel.balance} ${classes.equity}`}>
          {formatUnits(Number(equity), currency)}
        </dd>
        {!hasEnded && (
          <dd className={classes.caption}>
            {open_positions === 0
              ? "No open positions"
              : `${sign}${formatUnits(floating, currency)} in ${open_positions} open ${open_positions === 1 ? "position" : "positions"}`}
          </dd>
        )}
      </div>
      <div>
        <dt>{hasEnded ? "Balance at the end" : "Balance"}</dt>
        <dd className={classes.balance}>{formatUnits(Number(balance), currency)}</dd>
      </div>
    </dl>
  );
}
