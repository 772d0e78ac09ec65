/** A request that a load repeats in turn. `[id]` is replaced by another text each time. */
export interface Variant {
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

/** Requests to the product. */
export interface HttpLoad {
  kind: "http";
  origin: string;
  method: "GET" | "POST";
  variants: Variant[];
  connections: number;
  /** Its duration, or its number of requests. */
  seconds?: number;
  requests?: number;
}

/** A buyer of the baseline: a customer with a wallet. */
export interface Payer {
  customerId: number;
  login: number;
}

/** The writes of a purchase straight to the database. */
export interface WritesLoad {
  kind: "writes";
  databaseUrl: string;
  payers: Payer[];
  connections: number;
  seconds: number;
}

/** Accounts `prop_bench_<number>`, in order. */
export interface AccountRange {
  first: number;
  count: number;
}

/** Batches of trading events to the product. */
export interface TradingLoad {
  kind: "trading";
  origin: string;
  token: string;
  source: string;
  accounts: AccountRange;
  /** Events of a batch. */
  batch: number;
  connections: number;
  seconds: number;
  /** The number that every account expects. */
  nextSeq: number;
  /** Batches per second that are offered; as many as possible without it. */
  startRate?: number;
}

/** The rows of trading events straight to the database. */
export interface SnapshotsLoad {
  kind: "snapshots";
  databaseUrl: string;
  accounts: AccountRange;
  batch: number;
  connections: number;
  seconds: number;
}

export type Load = HttpLoad | WritesLoad | TradingLoad | SnapshotsLoad;

export interface Loaded {
  /** How many succeeded, in total and per second. */
  count: number;
  rate: number;
  /** Milliseconds of one. */
  p50: number;
  p99: number;
  /** Responses other than successes; any of them ends the bench. */
  failures: string[];
}
