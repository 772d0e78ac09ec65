const UNITS = [
  { unit: "day", seconds: 86_400 },
  { unit: "hour", seconds: 3_600 },
  { unit: "minute", seconds: 60 },
] as const;

/**
 * `30 days left`, `25 hours left`: in the largest unit of which there are two at least, rounded down, so
 * that it never says more than is left and is at most half of it off. Times in Unix seconds.
 */
export function timeLeft(until: number, now: number): string {
  const left = until - now;
  if (left <= 0) return "over";
  if (left < 60) return "less than a minute left";
  const { unit, seconds } = UNITS.find((one) => left >= 2 * one.seconds) ?? UNITS[2];
  const count = Math.floor(left / seconds);
  return `${new Intl.NumberFormat("en", { style: "unit", unit, unitDisplay: "long" }).format(count)} left`;
}
