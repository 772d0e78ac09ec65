import { setTimeout as sleep } from "node:timers/promises";

/** Waits until a condition holds. Resolves with false if it doesn't within `ms`. */
export async function within(
  ms: number,
  condition: () => Promise<boolean> | boolean,
  everyMs = 100,
): Promise<boolean> {
  for (const end = Date.now() + ms; !(await condition()); await sleep(everyMs)) {
    if (Date.now() >= end) return false;
  }
  return true;
}

/** How many milliseconds between two times are within one of the spans. */
export function overlap(spans: readonly { from: number; to: number }[], from: number, to: number) {
  return spans
    .map((span) => Math.max(0, Math.min(span.to, to) - Math.max(span.from, from)))
    .reduce((sum, part) => sum + part, 0);
}
