/** What the soak counts while it runs. */
export interface Tally {
  /** Payments that clients are done with. */
  done: number;
  /** Calls that are being answered now. */
  underWay: number;
  kills: number;
  restarts: number;
  webKills: number;
  /** Calls that had begun and had no answer, because the web process was killed. */
  cutOff: number;
  /** Planned restarts, by SIGTERM, of a worker or the web process. */
  stops: number;
  /** Whether the web process is ending because of one. */
  isWebStopping: boolean;
  /** What such a restart lost: calls that had begun, jobs that were left, a process that didn't end with 0. */
  lostInStops: string[];
  /** What was done to payments and wallets, by its name. */
  acts: Map<string, number>;
  /** How often the database flapped or took no writes. */
  faultsCaused: number;
  /** Calls that were repeated, by what they were answered. */
  repeated: Map<string, number>;
  /** What should never be answered. */
  faults: string[];
  /** Repeated calls that told of another payment, refund or purchase than the first. */
  contradicted: string[];
}

export const newTally = (): Tally => ({
  done: 0,
  underWay: 0,
  kills: 0,
  restarts: 0,
  webKills: 0,
  cutOff: 0,
  stops: 0,
  isWebStopping: false,
  lostInStops: [],
  acts: new Map(),
  faultsCaused: 0,
  repeated: new Map(),
  faults: [],
  contradicted: [],
});

/** Counts one more of a kind. */
export function countUp(counts: Map<string, number>, kind: string): void {
  counts.set(kind, (counts.get(kind) ?? 0) + 1);
}
