/** One of the requests that a load repeats in turn. `[id]` becomes another text each time. */
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
  /** How long it lasts, or how many requests it is. */
  seconds?: number;
  requests?: number;
}

/** A buyer of the baseline: a customer with a wallet of theirs. */
export interface Payer {
  customerId: number;
  login: number;
}

/** The writes of a buy straight to the database. */
export interface WritesLoad {
  kind: "writes";
  databaseUrl: string;
  payers: Payer[];
  connections: number;
  seconds: number;
}

export type Load = HttpLoad | WritesLoad;

export interface Loaded {
  /** How many succeeded, and how many a second that is. */
  count: number;
  rate: number;
  /** Milliseconds of one. */
  p50: number;
  p99: number;
  /** What was answered other than with success; any of it is the end of the bench. */
  failures: string[];
}
