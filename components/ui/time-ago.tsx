"use client";

import { useEffect, useState } from "react";
import { exactTime, relativeTime } from "@/lib/core/format";

const TICK_MS = 15_000;

/** How long ago, updated live; hovering shows the exact time with its zone. `at` is ISO 8601. */
export function TimeAgo({ at, tickMs = TICK_MS }: { at: string; tickMs?: number }) {
  const [now, setNow] = useState<Date | null>(null);
  useEffect(() => {
    setNow(new Date());
    const timer = setInterval(() => setNow(new Date()), tickMs);
    return () => clearInterval(timer);
  }, [tickMs]);
  // The server doesn't know the reader's zone: until the page is hydrated, the title is in UTC.
  return (
    <time
      dateTime={at}
      title={exactTime(at, now ? undefined : "UTC")}
      style={{ whiteSpace: "nowrap" }}
      suppressHydrationWarning
    >
      {relativeTime(at, now ?? undefined)}
    </time>
  );
}
