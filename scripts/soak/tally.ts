/** What the soak counts while it runs. */
export interface Tally {
  /** Payments that clients are done with. */
  done: number;
  kills: number;
  restarts: number;
  /** How often the database flapped or took no writes. */
  faultsCaused: number;
  /** Calls that were repeated, by what they were answered. */
  repeated: Map<string, number>;
  /** What should never be answered. */
  faults: string[];
  /** Repeated calls that told of another payment than the first. */
  contradicted: string[];
}

export const newTally = (): Tally => ({
  done: 0,
  kills: 0,
  restarts: 0,
  faultsCaused: 0,
  repeated: new Map(),
  faults: [],
  contradicted: [],
});

/** Counts one more of a kind. */
export function countUp(counts: Map<string, number>, kind: string): void {
  counts.set(kind, (counts.get(kind) ?? 0) + 1);
}
