"use client";

import classes from "@/components/ui/detail-header.module.css";
import { exactTime, fromUnixSeconds } from "@/lib/format";
import { timeLeft } from "./time-left";
import { useNow } from "./use-now";

const TICK_MS = 60_000;

/** When a phase is over, in the zone that the rule counts in, and how long that is away. */
export function Deadline({ at }: { at: number }) {
  const now = useNow(TICK_MS);
  const iso = fromUnixSeconds(at);
  // Only the reader's clock knows how much is left: until the page is alive, the date stands alone.
  return (
    <time dateTime={iso}>
      {exactTime(iso, "UTC")}
      {now !== null && <span className={classes.left}> ({timeLeft(at, now)})</span>}
    </time>
  );
}
