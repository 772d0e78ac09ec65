"use client";

import { useEffect, useState } from "react";
import { exactTime, fromUnixSeconds } from "@/lib/format";
import classes from "./header.module.css";
import { timeLeft } from "./time-left";

const TICK_MS = 60_000;

/** When a phase is over, in the zone that the rule counts in, and how long that is away. */
export function Deadline({ at }: { at: number }) {
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    const tick = () => setNow(Date.now() / 1000);
    tick();
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const iso = fromUnixSeconds(at);
  // Only the reader's clock knows how much is left: until the page is alive, the date stands alone.
  return (
    <time dateTime={iso}>
      {exactTime(iso, "UTC")}
      {now !== null && <span className={classes.left}> ({timeLeft(at, now)})</span>}
    </time>
  );
}
