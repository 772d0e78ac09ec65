import type { DeliveryRules } from "./schemas";

const [MINUTE, HOUR] = [60, 3_600];

/** How deliveries are made: the numbers that the code goes by and that the guide shows. */
export const deliveryRules: DeliveryRules = {
  // The published schedule, 27.6 hours in all.
  retrySeconds: [5, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR],
  timeoutSeconds: 15,
  disableAfterDays: 5,
  rotationHours: 24,
};

/** The time of the next attempt after a number of failed ones; null after the last one. */
export function nextAttemptTime(failedAttempts: number, now = Date.now()): Date | null {
  const seconds = deliveryRules.retrySeconds[failedAttempts - 1];
  return seconds === undefined ? null : new Date(now + seconds * 1000);
}
