import pg from "pg";
import { provision } from "../stand-ins/vanta";

// A process that provisions one account and kills itself after its n-th result from the database, the
// pool's own included, or ends well before it.
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

void provision(process.env.CRASH_ACCOUNT ?? "").then(() => process.exit(0));
