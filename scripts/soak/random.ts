import { createHash } from "node:crypto";

/**
 * Random numbers from 0 to 1 that follow from the keys alone: the same keys, the same numbers,
 * whatever else was drawn meanwhile. (mulberry32, seeded by a hash of the keys.)
 */
export function randomOf(...keys: (string | number)[]): () => number {
  let state = createHash("sha256").update(JSON.stringify(keys)).digest().readUInt32LE();
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Draws one of several by its share; what the shares leave over is the last one's. */
export function draw<T>(chance: number, shares: readonly (readonly [T, number])[], rest: T): T {
  let left = chance;
  for (const [choice, share] of shares) {
    if (left < share) return choice;
    left -= share;
  }
  return rest;
}
