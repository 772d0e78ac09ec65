"use client";

const format = new Intl.DateTimeFormat("en", { dateStyle: "medium" });

/** A day in the reader's own calendar. `at` is ISO 8601. */
export function DayOf({ at }: { at: string }) {
  return (
    // The server may stand on another day than the reader.
    <time dateTime={at} suppressHydrationWarning>
      {format.format(new Date(at))}
    </time>
  );
}
