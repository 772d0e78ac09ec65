"use client";

import { exactTime, shortTime } from "@/lib/core/format";
import { useTimeZone } from "./time-zone";

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
  const ownZone = useTimeZone();
  const shownZone = zone ?? ownZone;
  return (
    <time dateTime={at} title={short ? exactTime(at, shownZone) : undefined}>
      {short ? shortTime(at, shownZone) : exactTime(at, shownZone)}
    </time>
  );
}
