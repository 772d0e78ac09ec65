const SECONDS = { day: 86_400, hour: 3_600, minute: 60 };

/** `29 days left`, `5 hours left`; the whole units that are really left. Times in Unix seconds. */
export function timeLeft(until: number, now: number): string {
  const left = until - now;
  if (left <= 0) return "over";
  for (const [unit, seconds] of Object.entries(SECONDS)) {
    if (left < seconds) continue;
    const count = Math.floor(left / seconds);
    return `${new Intl.NumberFormat("en", { style: "unit", unit, unitDisplay: "long" }).format(count)} left`;
  }
  return "less than a minute left";
}
