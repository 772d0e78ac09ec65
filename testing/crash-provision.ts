import pg from "pg";
import { provision } from "./vanta";

// A process that provisions one account and kills itself after its n-th answer from the database, the
// pool's own included, or ends well before it.
const crashAfter = Number(process.env.CRASH_AFTER);
let answers = 0;

const answered = <T>(result: T): T => {
  answers += 1;
  if (answers === crashAfter) process.kill(process.pid, "SIGKILL");
  return result;
};

/** The pool asks its clients with a callback: such a query is counted where the pool was asked. */
function countAnswers(prototype: { query: unknown }): void {
  const { query } = prototype;
  if (typeof query !== "function") throw new Error("there is no query");
  prototype.query = new Proxy(query, {
    apply: (target, client, args) => {
      const result: unknown = Reflect.apply(target, client, args);
      return result instanceof Promise ? result.then(answered) : result;
    },
  });
}
countAnswers(pg.Client.prototype);
countAnswers(pg.Pool.prototype);

await provision(process.env.CRASH_ACCOUNT ?? "");
process.exit(0);
