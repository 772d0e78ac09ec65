import { parseArgs } from "node:util";

/** How much is measured. */
export interface Options {
  quick: boolean;
  /** Rounds that count. One more comes before them, so that everything is warm. */
  rounds: number;
  /** How long each measure loads the product in each round. */
  seconds: number;
  /** The rows of the large database. */
  rows: number;
  /** Requests to one process before its memory is read first, and last. */
  memory: { first: number; last: number };
  /** Leaves the folder with the data and the logs. */
  keep: boolean;
  /** The one measure that is profiled in place of all this. */
  profile?: Profiled;
}

/** What can be profiled. */
export const profiled = [
  "floor",
  "buy",
  "list",
  "poll",
  "storefront",
  "checkout",
  "events",
] as const;
export type Profiled = (typeof profiled)[number];

/** The rows that the large database is compared with. */
export const FEW_ROWS = 1_000;
/** Requests that are under way at a time, here and in every baseline. */
export const CONNECTIONS = 16;

const whole: Options = {
  quick: false,
  rounds: 5,
  seconds: 3,
  rows: 1_000_000,
  memory: { first: 5_000, last: 50_000 },
  keep: false,
};
const quick: Options = {
  quick: true,
  rounds: 2,
  seconds: 1,
  rows: 200_000,
  memory: { first: 1_000, last: 10_000 },
  keep: false,
};

export const usage = `Usage: npm run bench -- [--quick] [--keep] | --profile <measure>

  --quick   fewer and shorter rounds, 200,000 rows for 1,000,000: every row, in under 3 minutes
  --keep    leaves the data and the logs where they are
  --profile <measure>   where the time of one goes, of ${profiled.join(", ")}`;

/** Reads the command line. Throws an Error that says what is wrong with it. */
export function readOptions(args: string[]): Options {
  const flag = { type: "boolean", default: false } as const;
  const options = { quick: flag, keep: flag, profile: { type: "string" } } as const;
  const { quick: isQuick, keep, profile } = parseArgs({ args, options }).values;
  if (profile === undefined) return { ...(isQuick ? quick : whole), keep };
  const known = profiled.find((name) => name === profile);
  if (!known) throw new Error(`--profile can't be ${profile}.`);
  // The large database stays empty: nobody asks it.
  return { ...quick, rows: FEW_ROWS, keep, profile: known };
}
