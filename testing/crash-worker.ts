import pg from "pg";
import { workOff } from "./stripe";

// A worker that kills itself after its n-th answer from the database, or ends well before it.
const crashAfter = Number(process.env.CRASH_AFTER ?? Number.POSITIVE_INFINITY);
let answers = 0;

const answered = <T>(result: T): T => {
  answers += 1;
  if (answers === crashAfter) process.kill(process.pid, "SIGKILL");
  return result;
};
const { query } = pg.Client.prototype;
pg.Client.prototype.query = new Proxy(query, {
  apply: (target, client, args) => {
    const result: unknown = Reflect.apply(target, client, args);
    return result instanceof Promise ? result.then(answered) : result;
  },
});

await workOff();
process.exit(0);
