"use client";

import { IconClockExclamation } from "@tabler/icons-react";
import { useNow } from "@/components/challenge/use-now";
import { ExactTime } from "@/components/ui/exact-time";
import { TimeAgo } from "@/components/ui/time-ago";
import classes from "./evaluation.module.css";

/** Data older than this is shown as old, in seconds. */
const STALE_SECONDS = 180;

/** Whether the last data is old, by the reader's clock. `at` is ISO 8601. */
export function useIsStale(at: string | null, hasEnded: boolean): boolean {
  const now = useNow();
  return at !== null && !hasEnded && now !== null && now - Date.parse(at) / 1_000 > STALE_SECONDS;
}

interface Props {
  at: string | null;
  hasEnded: boolean;
  isStale: boolean;
}

/** How old the numbers are; for a phase that has ended, when they were taken. */
export function DataAge({ at, hasEnded, isStale }: Props) {
  if (at === null) return <p className={classes.age}>No trading data yet</p>;
  if (hasEnded) {
    return (
      <p className={classes.age}>
        Last data: <ExactTime at={at} />
      </p>
    );
  }
  return (
    <p className={classes.age} data-stale={isStale || undefined}>
      {isStale && <IconClockExclamation size={15} aria-hidden />}
      <span>
        Data from <TimeAgo at={at} tickMs={5_000} />
        {isStale && ": these numbers may be out of date"}
      </span>
    </p>
  );
}
