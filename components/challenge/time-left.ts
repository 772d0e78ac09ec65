const SECONDS = { day: 86_400, hour: 3_600, minute: 60 };

/** `30 days left`, `5 hours left`; a unit that has begun counts whole. Times in Unix seconds. */
export function timeLeft(until: number, now: number): string {
  const left = until - now;
  if (left <= 0) return "over";
  for (const [unit, seconds] of Object.entries(SECONDS)) {
    if (left < seconds) continue;
    const count = Math.ceil(left / seconds);
    return `${new Intl.NumberFormat("en", { style: "unit", unit, unitDisplay: "long" }).format(count)} left`;
  }
  return "less than a minute left";
}
