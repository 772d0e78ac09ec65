"use client";

import { useEffect, useState } from "react";
import { exactTime, relativeTime } from "@/lib/format";

const TICK_MS = 15_000;

/** How long ago, kept up to date; the exact time with its zone on hover. `at` is ISO 8601. */
export function TimeAgo({ at, tickMs = TICK_MS }: { at: string; tickMs?: number }) {
  const [now, setNow] = useState<Date | null>(null);
  useEffect(() => {
    setNow(new Date());
    const timer = setInterval(() => setNow(new Date()), tickMs);
    return () => clearInterval(timer);
  }, [tickMs]);
  // The server doesn't know the reader's zone: until the page is alive, UTC is named.
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
