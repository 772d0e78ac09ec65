import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";

export interface Options {
  payments: number;
  /** How often a worker is killed. */
  kills: number;
  /** How often PostgreSQL is stopped without warning and started again. */
  restarts: number;
  /** How often the web process is killed. */
  webKills: number;
  /** How often a worker or the web process, in turn, is restarted by SIGTERM. */
  stops: number;
  /** How often the database flaps or is read-only for seconds. */
  faults: number;
  /** Only database faults, each six times, in place of the load: see fault-runs.ts. */
  databaseFaults: boolean;
  /** Two runs with the same seed have the same customers, cards, refunds, disputes, dropped events and kills. */
  seed: number;
  /** What serves the API: the production build, or its routes alone, without a build. */
  web: "build" | "routes";
  /** Whether the folder with the data and the logs stays. */
  keep: boolean;
}

export const usage = `Usage: npm run soak -- [--payments 2000] [--kills 20] [--restarts 3] [--web-kills 10]
                      [--stops 6] [--faults 3] [--database-faults] [--seed N] [--no-build] [--keep]

  --kills      how often a worker is killed
  --restarts   how often PostgreSQL is stopped without warning and started again
  --web-kills  how often the web process is killed
  --stops      how often a worker or the web process, in turn, is restarted by SIGTERM
  --faults     how often the database flaps or is read-only for seconds
  --database-faults   only database faults: each of five kinds six times during payments
  --no-build   serves the API's routes without Next.js, to save the time of a build
  --keep       keeps the data and the logs`;

/** Reads the command line. Throws an Error that names the invalid flag. */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      payments: { type: "string", default: "2000" },
      kills: { type: "string", default: "20" },
      restarts: { type: "string", default: "3" },
      "web-kills": { type: "string", default: "10" },
      stops: { type: "string", default: "6" },
      faults: { type: "string", default: "3" },
      "database-faults": { type: "boolean", default: false },
      seed: { type: "string", default: String(randomInt(1_000_000)) },
      "no-build": { type: "boolean", default: false },
      keep: { type: "boolean", default: false },
    },
  });
  return {
    payments: count("--payments", values.payments, 1),
    kills: count("--kills", values.kills, 0),
    restarts: count("--restarts", values.restarts, 0),
    webKills: count("--web-kills", values["web-kills"], 0),
    stops: count("--stops", values.stops, 0),
    faults: count("--faults", values.faults, 0),
    databaseFaults: values["database-faults"],
    seed: count("--seed", values.seed, 0),
    web: values["no-build"] ? "routes" : "build",
    keep: values.keep,
  };
}

function count(name: string, text: string, min: number): number {
  const number = Number(text);
  if (text.trim() !== "" && Number.isInteger(number) && number >= min) return number;
  throw new Error(`${name} is "${text}": give a whole number from ${min}.`);
}
