const [MINUTE, HOUR] = [60, 3_600];

/** Seconds between an attempt that failed and the next: the published schedule, 27.6 hours in all. */
export const RETRY_SECONDS = [
  5,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  10 * HOUR,
] as const;

/** When the next attempt is due after so many that failed, or null after the last one. */
export function nextAttempt(attempts: number, now = Date.now()): Date | null {
  const seconds = RETRY_SECONDS[attempts - 1];
  return seconds === undefined ? null : new Date(now + seconds * 1000);
}
