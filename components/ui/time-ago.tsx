"use client";

import { useEffect, useState } from "react";
import { exactTime, relativeTime } from "@/lib/core/format";
import { useTimeZone } from "./time-zone";

const TICK_MS = 15_000;

/** How long ago, updated live; hovering shows the exact time with its zone. `at` is ISO 8601. */
export function TimeAgo({ at, tickMs = TICK_MS }: { at: string; tickMs?: number }) {
  const zone = useTimeZone();
  const [now, setNow] = useState<Date | null>(null);
  useEffect(() => {
    setNow(new Date());
    const timer = setInterval(() => setNow(new Date()), tickMs);
    return () => clearInterval(timer);
  }, [tickMs]);
  return (
    <time
      dateTime={at}
      title={exactTime(at, zone)}
      style={{ whiteSpace: "nowrap" }}
      suppressHydrationWarning
    >
      {relativeTime(at, now ?? undefined, zone)}
    </time>
  );
}
