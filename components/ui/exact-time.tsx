"use client";

import { exactTime, shortTime } from "@/lib/core/format";
import { useIsHydrated } from "./use-is-hydrated";

interface Props {
  /** ISO 8601. */
  at: string;
  /** A time zone; by default the reader's own. */
  zone?: string;
  /** To the minute, for narrow columns. */
  short?: boolean;
}

/** A time to the second with its zone, for pages where the exact time matters. */
export function ExactTime({ at, zone, short = false }: Props) {
  const hydrated = useIsHydrated();
  // The server doesn't know the reader's zone: until the page is hydrated, the time is in UTC.
  const shownZone = zone ?? (hydrated ? undefined : "UTC");
  return (
    <time dateTime={at} title={short ? exactTime(at, shownZone) : undefined}>
      {short ? shortTime(at, shownZone) : exactTime(at, shownZone)}
    </time>
  );
}
