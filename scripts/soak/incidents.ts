import { setTimeout as sleep } from "node:timers/promises";
import { faultOf } from "@/testing/faults/database-faults";
import { within } from "./clock";
import type { Crash } from "./database";
import type { Options } from "./options";
import { randomOf } from "./random";
import type { Stack } from "./stack";
import type { Tally } from "./tally";

/** The share of the load after which nothing is killed: later, the soak would only have to wait longer. */
const LATEST = 0.8;
/** How long a kill of the web process waits for a call that it can cut off. */
const IN_CALL_MS = 10_000;
/** A call older than this has reached the process: a refused connection ends sooner. */
const REACHED_MS = 5;

interface Incident {
  /** When it happens: the share of all payments that have begun. */
  at: number;
  cause: (stack: Stack) => Promise<void>;
}

/** Kills processes and disturbs the database at random moments of the load. Resolves when all are back. */
export async function causeIncidents(
  stack: Stack,
  options: Options,
  tally: Tally,
  begun: () => number,
): Promise<void> {
  const running: Promise<void>[] = [];
  for (const { at, cause } of incidents(options, tally)) {
    await within(Number.POSITIVE_INFINITY, () => begun() >= at, 20);
    running.push(cause(stack));
    await sleep(50);
  }
  await Promise.all(running);
}

/** All incidents in order of time. The seed decides which and when. */
function incidents(options: Options, tally: Tally): Incident[] {
  const all = [workerKills, databaseCrashes, webKills, plannedRestarts, databaseFaults].flatMap(
    (part) => part(options, tally),
  );
  return all.sort((a, b) => a.at - b.at);
}

function workerKills({ seed, kills }: Options, tally: Tally): Incident[] {
  const random = randomOf(seed, "trouble");
  return Array.from({ length: kills }, () => {
    const [at, who, pauseMs] = [random() * LATEST, random(), random() * 1_000];
    const cause = ({ workers }: Stack) => {
      tally.kills += 1;
      return workers.kill(who, pauseMs);
    };
    return { at, cause };
  });
}

function databaseCrashes({ seed, restarts: count }: Options, tally: Tally): Incident[] {
  const random = randomOf(seed, "restarts");
  return Array.from({ length: count }, (_, index) => {
    // One in each part of the load, so that no two meet.
    const at = (index + 0.1 + random() * 0.6) / count;
    const how: Crash = index % 2 === 0 ? "killed" : "immediate";
    const pauseMs = random() * 2_000;
    const cause = ({ database }: Stack) => {
      tally.restarts += 1;
      return database.crash(how, pauseMs);
    };
    return { at, cause };
  });
}

function webKills({ seed, webKills: kills }: Options, tally: Tally): Incident[] {
  const random = randomOf(seed, "web");
  return Array.from({ length: kills }, (_, index) => {
    const at = ((index + random()) / kills) * LATEST;
    const pauseMs = random() * 1_000;
    const cause = async ({ web }: Stack) => {
      tally.webKills += 1;
      // During a call if there is one, also if this had to wait for a restart.
      await web.kill(pauseMs, () => within(IN_CALL_MS, () => isInCall(tally), 1));
    };
    return { at, cause };
  });
}

function isInCall({ pendingCalls }: Tally): boolean {
  const now = performance.now();
  return [...pendingCalls].some(({ since }) => now - since >= REACHED_MS);
}

/** Planned restarts by SIGTERM: the web process, a worker, the web process … */
function plannedRestarts({ seed, stops }: Options, tally: Tally): Incident[] {
  const random = randomOf(seed, "stops");
  return Array.from({ length: stops }, (_, index) => {
    const [at, who] = [((index + random()) / stops) * LATEST, random()];
    const cause = async ({ web, workers }: Stack) => {
      tally.stops += 1;
      if (index % 2 === 1) {
        tally.lostInStops.push(...(await workers.restartBySignal(who)));
        return;
      }
      await web.restart((exitCode) => {
        tally.isWebStopping = exitCode === null;
        if (exitCode) tally.lostInStops.push(`the web process: exit code ${exitCode}`);
      });
    };
    return { at, cause };
  });
}

/** A flapping or read-only database, between its crashes. */
function databaseFaults({ seed, faults }: Options, tally: Tally): Incident[] {
  const random = randomOf(seed, "database faults");
  return Array.from({ length: faults }, (_, index): Incident => {
    const at = ((index + 0.7 + random() * 0.2) / faults) * LATEST;
    const fault = faultOf(random());
    const cause = ({ database }: Stack) => {
      tally.faultsCaused += 1;
      return database.disturb(fault);
    };
    return { at, cause };
  });
}
