const DAY_MS = 24 * 3600 * 1000;

/** Ranges of days that are counted from today, in UTC. */
export const listPeriods = ["today", "yesterday", "7d", "30d", "month"] as const;
export type ListPeriod = (typeof listPeriods)[number];

/** The first and the last day of a range in UTC, as `2026-01-31`; open where there is none. */
export interface ListDays {
  from?: string | undefined;
  to?: string | undefined;
}

/** The days of a period. */
export function daysOfPeriod(period: ListPeriod, now = Date.now()): Required<ListDays> {
  const dayBefore = (days: number) => new Date(now - days * DAY_MS).toISOString().slice(0, 10);
  const today = dayBefore(0);
  switch (period) {
    case "today":
      return { from: today, to: today };
    case "yesterday":
      return { from: dayBefore(1), to: dayBefore(1) };
    case "7d":
      return { from: dayBefore(6), to: today };
    case "30d":
      return { from: dayBefore(29), to: today };
    case "month":
      return { from: `${today.slice(0, 8)}01`, to: today };
  }
}

/** The range in milliseconds: from the start of the first day to the end of the last one. */
export const msOfDays = ({ from, to }: ListDays): { since?: number; before?: number } => ({
  ...(from && { since: Date.parse(from) }),
  ...(to && { before: Date.parse(to) + DAY_MS }),
});
