"use client";

import { useEffect, useState } from "react";
import { exactTime, shortTime } from "@/lib/format";

interface Props {
  /** ISO 8601. */
  at: string;
  /** The reader's own unless told. */
  zone?: string;
  /** For a narrow column: to the minute. */
  short?: boolean;
}

/** A moment to the second with its zone, for pages where it matters when something was. */
export function ExactTime({ at, zone, short = false }: Props) {
  const [alive, setAlive] = useState(false);
  useEffect(() => setAlive(true), []);
  // The server doesn't know the reader's zone: until the page is alive, UTC is named.
  const known = zone ?? (alive ? undefined : "UTC");
  return (
    <time dateTime={at} title={short ? exactTime(at, known) : undefined}>
      {short ? shortTime(at, known) : exactTime(at, known)}
    </time>
  );
}
