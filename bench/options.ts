import { parseArgs } from "node:util";

/** The extent of a run. */
export interface Options {
  quick: boolean;
  /** Rounds that count. One more comes before them, to warm up. */
  rounds: number;
  /** How long each measure loads the product in each round. */
  seconds: number;
  /** The rows of the large database. */
  rows: number;
  /** Requests to one process before its memory is read first, and last. */
  memory: { first: number; last: number };
  /** The events of the file that is replayed. */
  replayed: number;
  /** Accounts whose trading events are judged. */
  accounts: number;
  /** Leaves the folder with the data and the logs. */
  leavesData: boolean;
  /** The one measure that is profiled in place of all this. */
  profile?: Profiled;
}

/** The measures that can be profiled. */
export const profiled = [
  "floor",
  "buy",
  "list",
  "poll",
  "storefront",
  "checkout",
  "events",
  "trading",
] as const;
export type Profiled = (typeof profiled)[number];

/** The rows that the large database is compared with. */
export const FEW_ROWS = 1_000;
/** Concurrent requests, here and in every baseline. */
export const CONNECTIONS = 16;

const whole: Options = {
  quick: false,
  rounds: 5,
  seconds: 3,
  rows: 1_000_000,
  memory: { first: 5_000, last: 50_000 },
  replayed: 1_000_000,
  accounts: 20_000,
  leavesData: false,
};
const quick: Options = {
  quick: true,
  rounds: 2,
  seconds: 1,
  rows: 200_000,
  memory: { first: 1_000, last: 10_000 },
  replayed: 100_000,
  accounts: 20_000,
  leavesData: false,
};

export const usage = `Usage: npm run bench -- [--quick] [--keep] | --profile <measure>

  --quick   fewer and shorter rounds, 200,000 rows for 1,000,000: every row, in under 3 minutes
  --keep    leaves the data and the logs where they are
  --profile <measure>   where the time of one goes, of ${profiled.join(", ")}`;

/** Reads the command line. Throws an Error that says what is wrong with it. */
export function readOptions(args: string[]): Options {
  const flag = { type: "boolean", default: false } as const;
  const options = { quick: flag, keep: flag, profile: { type: "string" } } as const;
  const { quick: isQuick, keep: leavesData, profile } = parseArgs({ args, options }).values;
  if (profile === undefined) return { ...(isQuick ? quick : whole), leavesData };
  const measure = profiled.find((name) => name === profile);
  if (!measure) throw new Error(`--profile can't be ${profile}.`);
  // The large database stays empty: it isn't used.
  return { ...quick, rows: FEW_ROWS, leavesData, profile: measure };
}
