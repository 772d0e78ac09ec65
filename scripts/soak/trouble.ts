import { setTimeout as sleep } from "node:timers/promises";
import { faultOf } from "@/testing/database-faults";
import { within } from "./clock";
import type { Crash } from "./database";
import type { Options } from "./options";
import { randomOf } from "./random";
import type { Stack } from "./stack";
import type { Tally } from "./tally";

/** Later than this in the load, a kill would only be waited for. */
const LATEST = 0.8;
/** How long a kill of the web process waits for a call that it can cut off. */
const IN_CALL_MS = 2_000;

interface Trouble {
  /** When: the share of all payments that have begun. */
  at: number;
  cause: (stack: Stack) => Promise<void>;
}

/** Kills processes and disturbs the database at random moments of the load. Resolves when all are back. */
export async function makeTrouble(
  stack: Stack,
  options: Options,
  tally: Tally,
  begun: () => number,
): Promise<void> {
  const under: Promise<void>[] = [];
  for (const { at, cause } of troubles(options, tally)) {
    await within(Number.POSITIVE_INFINITY, () => begun() >= at, 20);
    under.push(cause(stack));
    await sleep(50);
  }
  await Promise.all(under);
}

/** All of it in order of time; what happens and when follows from the seed. */
function troubles(options: Options, tally: Tally): Trouble[] {
  const all = [workersKilled, restarts, webKilled, stopped, disturbed].flatMap((part) =>
    part(options, tally),
  );
  return all.sort((a, b) => a.at - b.at);
}

function workersKilled({ seed, kills }: Options, tally: Tally): Trouble[] {
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

function restarts({ seed, restarts: count }: Options, tally: Tally): Trouble[] {
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

function webKilled({ seed, webKills }: Options, tally: Tally): Trouble[] {
  const random = randomOf(seed, "web");
  return Array.from({ length: webKills }, (_, index) => {
    const at = ((index + random()) / webKills) * LATEST;
    const pauseMs = random() * 1_000;
    const cause = async ({ web }: Stack) => {
      // In the middle of a call, as far as there is one.
      await within(IN_CALL_MS, () => tally.underWay > 0, 1);
      tally.webKills += 1;
      await web.kill(pauseMs);
    };
    return { at, cause };
  });
}

/** Planned restarts by SIGTERM: the web process, a worker, the web process … */
function stopped({ seed, stops }: Options, tally: Tally): Trouble[] {
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

/** A flapping or read-only database, between its restarts. */
function disturbed({ seed, faults }: Options, tally: Tally): Trouble[] {
  const random = randomOf(seed, "database faults");
  return Array.from({ length: faults }, (_, index): Trouble => {
    const at = ((index + 0.7 + random() * 0.2) / faults) * LATEST;
    const fault = faultOf(random());
    const cause = ({ database }: Stack) => {
      tally.faultsCaused += 1;
      return database.disturb(fault);
    };
    return { at, cause };
  });
}
