"use client";

import classes from "@/components/ui/detail-header.module.css";
import { exactTime, fromUnixSeconds } from "@/lib/core/format";
import { useNow } from "./use-now";

const TICK_MS = 60_000;

/** The end of a phase in UTC, which its rule counts in, and the time until then. */
export function Deadline({ at }: { at: number }) {
  const now = useNow(TICK_MS);
  const iso = fromUnixSeconds(at);
  // Only the reader's clock knows how much time is left: the page as the server sends it has the date alone.
  return (
    <time dateTime={iso}>
      {exactTime(iso, "UTC")}
      {now !== null && <span className={classes.left}> ({timeLeft(at, now)})</span>}
    </time>
  );
}

const UNITS = [
  { unit: "day", seconds: 86_400 },
  { unit: "hour", seconds: 3_600 },
  { unit: "minute", seconds: 60 },
] as const;

/**
 * `30 days left`, `25 hours left`: in the largest unit of which at least two are left, rounded down, so that
 * it never promises more time than there is, and at least half of it. Times in Unix seconds.
 */
export function timeLeft(until: number, now: number): string {
  const left = until - now;
  if (left <= 0) return "ended";
  if (left < 60) return "less than a minute left";
  const { unit, seconds } = UNITS.find((unit) => left >= 2 * unit.seconds) ?? UNITS[2];
  const count = Math.floor(left / seconds);
  return `${new Intl.NumberFormat("en", { style: "unit", unit, unitDisplay: "long" }).format(count)} left`;
}
