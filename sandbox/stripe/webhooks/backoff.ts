/** The longest pause between two tries, in milliseconds. */
const MAX_PAUSE_MS = 60_000;

/** After this many tries, or this long, a delivery is given up. */
const MAX_TRIES = 50;
const MAX_AGE_MS = 24 * 60 * 60 * 1000;

/** The pause after the given number of failed tries: base, 2·base, 4·base … up to a minute. */
export function pauseAfter(tries: number, baseMs: number): number {
  return Math.min(MAX_PAUSE_MS, baseMs * 2 ** (tries - 1));
}

/** Whether a delivery has failed so often, or for so long, that it isn't tried any more. */
export function isHopeless(tries: number, ageMs: number): boolean {
  return tries >= MAX_TRIES || ageMs >= MAX_AGE_MS;
}
