"use client";

import { useEffect, useState } from "react";
import { timeLeft } from "@/lib/core/dispute-messages";
import { exactTime, shortDate } from "@/lib/core/format";
import classes from "./dispute.module.css";

const TICK_MS = 60_000;
const URGENT_MS = 2 * 24 * 3_600_000;

/** `Respond by Dec 6, 2026 · 7 days left`, updated live. `at` is ISO 8601; null if Stripe sent no time. */
export function Deadline({ at }: { at: string | null }) {
  const [now, setNow] = useState<Date | null>(null);
  useEffect(() => {
    setNow(new Date());
    const timer = setInterval(() => setNow(new Date()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  if (at === null) return <span className={classes.deadline}>Respond by the date in Stripe</span>;
  const due = new Date(at);
  // The server doesn't know the reader's zone: until the page is hydrated, the date is in UTC.
  const zone = now ? undefined : "UTC";
  const seen = now ?? new Date();
  const isUrgent = due.getTime() - seen.getTime() < URGENT_MS;
  return (
    <span
      className={classes.deadline}
      data-tone={isUrgent ? "red" : "amber"}
      suppressHydrationWarning
    >
      Respond by{" "}
      <time dateTime={at} title={exactTime(due, zone)} suppressHydrationWarning>
        {shortDate(due, zone)}
      </time>{" "}
      · {timeLeft(due, seen, zone)}
    </span>
  );
}
