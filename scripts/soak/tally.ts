/** What the soak counts while it runs. */
export interface Tally {
  /** Payments that clients have finished or abandoned. */
  done: number;
  /** The start of each call without a response yet, in milliseconds of `performance.now()`. */
  pendingCalls: Set<{ since: number }>;
  kills: number;
  restarts: number;
  webKills: number;
  /** Calls that were cut off when the web process was killed. */
  cutOff: number;
  /** Planned restarts, by SIGTERM, of a worker or the web process. */
  stops: number;
  /** Whether the web process is shutting down for a planned restart. */
  isWebStopping: boolean;
  /** What planned restarts lost: cut off calls, jobs left locked, exit codes other than 0. */
  lostInStops: string[];
  /** Actions on payments and wallets, counted by name. */
  actions: Map<string, number>;
  /** How often the database flapped or took no writes. */
  faultsCaused: number;
  /** Repeated calls, counted by the response that they had. */
  repeated: Map<string, number>;
  /** Error responses that should never occur. */
  unexpectedErrors: string[];
  /** Ids from calls that returned another payment, refund or purchase when they were repeated. */
  conflictingReplays: string[];
}

export const newTally = (): Tally => ({
  done: 0,
  pendingCalls: new Set(),
  kills: 0,
  restarts: 0,
  webKills: 0,
  cutOff: 0,
  stops: 0,
  isWebStopping: false,
  lostInStops: [],
  actions: new Map(),
  faultsCaused: 0,
  repeated: new Map(),
  unexpectedErrors: [],
  conflictingReplays: [],
});

/** Counts one more of a kind. */
export function countUp(counts: Map<string, number>, kind: string): void {
  counts.set(kind, (counts.get(kind) ?? 0) + 1);
}
