import pg from "pg";
import Stripe from "stripe";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { settleProgramPayment } from "@/lib/payments";
import { runAllJobs } from "../database/jobs";
import { sagaServer } from "./trading-server";

// A worker that kills itself after its n-th result from the database or from Stripe, or ends well before it. With
// CRASH_SAGA_PAYMENT it first settles that program's payment at a trading server without the atomic purchase.
const crashAfter = Number(process.env.CRASH_AFTER ?? Number.POSITIVE_INFINITY);
let results = 0;

const countResult = <T>(result: T): T => {
  results += 1;
  if (results === crashAfter) process.kill(process.pid, "SIGKILL");
  return result;
};
const counted = <F extends (...args: never[]) => unknown>(call: F): F =>
  new Proxy(call, {
    apply: (target, self, args) => {
      const result: unknown = Reflect.apply(target, self, args);
      return result instanceof Promise ? result.then(countResult) : result;
    },
  });
pg.Client.prototype.query = counted(pg.Client.prototype.query);
const stripeClient = Object.getPrototypeOf(Stripe.createNodeHttpClient());
stripeClient.makeRequest = counted(stripeClient.makeRequest);

async function work(): Promise<void> {
  const payment = process.env.CRASH_SAGA_PAYMENT;
  if (payment) {
    await settleProgramPayment(systemContext(database(), "job_test"), payment, sagaServer());
  }
  await runAllJobs();
}
void work().then(() => process.exit(0));
