import { setTimeout as sleep } from "node:timers/promises";

/** Waits until it is so. Resolves with false when it still isn't after `ms`. */
export async function within(
  ms: number,
  isSo: () => Promise<boolean> | boolean,
  everyMs = 100,
): Promise<boolean> {
  for (const end = Date.now() + ms; !(await isSo()); await sleep(everyMs)) {
    if (Date.now() >= end) return false;
  }
  return true;
}

/** The length in milliseconds of what two times have in common with any of the spans. */
export function overlap(spans: readonly { from: number; to: number }[], from: number, to: number) {
  return spans
    .map((span) => Math.max(0, Math.min(span.to, to) - Math.max(span.from, from)))
    .reduce((sum, part) => sum + part, 0);
}
