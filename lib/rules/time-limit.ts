import type { RuleSet } from "./schemas";
import { dayEnd } from "./steps/trading-day";

const DAY = 24 * 3_600_000;

/**
 * When the time limit of a phase ends, if it counts from the opening: the first instant after its last day. Null without
 * such a limit.
 *
 * @param openedAt when the account opened, in milliseconds since 1970
 */
export function timeLimitEnd({ time_limit, day }: RuleSet, openedAt: number): number | null {
  if (time_limit?.from !== "open") return null;
  const firstEnd = dayEnd(day, openedAt);
  // Days have 23 to 25 hours, so half a day earlier lies in the last one.
  return dayEnd(day, firstEnd + time_limit.days * DAY - DAY / 2);
}
