import pg from "pg";
import { anonymousContext } from "@/lib/api/anonymous-context";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { advanceEvaluations, deliverCommands } from "@/lib/evaluation";
import { receiveEvents } from "@/lib/evaluation/ingest/receive-events";

// A process that takes a batch of trading events, runs the clock or delivers the commands of an account, and kills itself
// after its n-th result from the database, or ends well before it.
const crashAfter = Number(process.env.CRASH_AFTER);
let results = 0;

const countResult = <T>(result: T): T => {
  results += 1;
  if (results === crashAfter) process.kill(process.pid, "SIGKILL");
  return result;
};

/** The pool calls its clients with a callback: such a query is counted at the pool. */
function countResults(prototype: { query: unknown }): void {
  const { query } = prototype;
  if (typeof query !== "function") throw new Error("there is no query");
  prototype.query = new Proxy(query, {
    apply: (target, client, args) => {
      const result: unknown = Reflect.apply(target, client, args);
      return result instanceof Promise ? result.then(countResult) : result;
    },
  });
}
countResults(pg.Client.prototype);
countResults(pg.Pool.prototype);

async function work({ CRASH_BATCH, CRASH_APP, CRASH_CLOCK, CRASH_ACCOUNT }: NodeJS.ProcessEnv) {
  const system = systemContext(database(), "job_test");
  if (CRASH_BATCH && CRASH_APP) {
    const app = { id: CRASH_APP, scopes: ["trading:write"], firstParty: true };
    await receiveEvents({ ...anonymousContext(new Headers()), app }, CRASH_BATCH);
  }
  if (CRASH_CLOCK) await advanceEvaluations(system, Number(CRASH_CLOCK));
  if (CRASH_ACCOUNT) await deliverCommands(system, Number(CRASH_ACCOUNT));
}

work(process.env).then(
  () => process.exit(0),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
