import { createHash } from "node:crypto";

/**
 * A generator of random numbers from 0 to 1 that depends on the keys alone: the same keys give the same numbers.
 * (mulberry32, seeded with a hash of the keys.)
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

/** Picks a choice by its share of the numbers from 0 to 1; `rest` if the shares don't cover `chance`. */
export function draw<T>(chance: number, shares: readonly (readonly [T, number])[], rest: T): T {
  let left = chance;
  for (const [choice, share] of shares) {
    if (left < share) return choice;
    left -= share;
  }
  return rest;
}
