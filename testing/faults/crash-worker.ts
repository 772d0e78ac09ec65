import pg from "pg";
import { runAllJobs } from "../database/jobs";

// A worker that kills itself after its n-th result from the database, or ends well before it.
const crashAfter = Number(process.env.CRASH_AFTER ?? Number.POSITIVE_INFINITY);
let results = 0;

const countResult = <T>(result: T): T => {
  results += 1;
  if (results === crashAfter) process.kill(process.pid, "SIGKILL");
  return result;
};
const { query } = pg.Client.prototype;
pg.Client.prototype.query = new Proxy(query, {
  apply: (target, client, args) => {
    const result: unknown = Reflect.apply(target, client, args);
    return result instanceof Promise ? result.then(countResult) : result;
  },
});

await runAllJobs();
process.exit(0);
