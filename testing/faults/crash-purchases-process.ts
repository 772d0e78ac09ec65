import { AsyncLocalStorage } from "node:async_hooks";
import { writeSync } from "node:fs";
import { text } from "node:stream/consumers";
import pg from "pg";
import { z } from "zod";
import { anonymousContext } from "@/lib/api/anonymous-context";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { AppError } from "@/lib/core/errors";
import { buyChallenge } from "@/lib/purchases/buy";
import { compensations } from "@/lib/purchases/saga/compensations";
import { resumePurchase } from "@/lib/purchases/saga/resume";
import { steps as sagaSteps } from "@/lib/purchases/saga/steps";
import { tradingServer } from "@/lib/trading";
import { type CrashPlan, crashPlan, type moments } from "./crash-plan";
import { stepServer } from "./trading-server";

// A process that works on purchases until each has reached the point of its plan, and then kills itself.

interface Purchase extends CrashPlan {
  step: string;
  /** The results of the database so far. */
  results: number;
  reach: () => void;
}
const current = new AsyncLocalStorage<Purchase>();

/** Returns, unless this is the point of the purchase's plan: then it never does. */
async function pass(isHere: (plan: CrashPlan["at"], purchase: Purchase) => boolean): Promise<void> {
  const purchase = current.getStore();
  if (!purchase || !isHere(purchase.at, purchase)) return;
  purchase.reach();
  await new Promise(() => {});
}
const passMoment = (step: string, moment: (typeof moments)[number]) =>
  pass((at) => "step" in at && at.step === step && at.moment === moment);

for (const step of [...sagaSteps, ...compensations]) {
  const { perform } = step;
  step.perform = async (run) => {
    const purchase = current.getStore();
    if (purchase) purchase.step = step.name;
    const result = await perform(run);
    await passMoment(step.name, "recorded");
    return result;
  };
}

const steps = stepServer(async (step, _, send) => {
  if (current.getStore()?.rejectedStep === step) {
    return { status: "rejected", code: "REFUSED", message: `No ${step} today.` };
  }
  await passMoment(step, "before");
  const result = await send();
  await passMoment(step, "after");
  return result;
});

/** Counts the results of queries, and stops at the commit of the challenge, which is the request of that step. */
const countResults = <T extends { query: unknown }>(prototype: T) => {
  const { query } = prototype;
  if (typeof query !== "function") throw new Error("there is no query");
  prototype.query = new Proxy(query, {
    apply: (target, client, args) => {
      // With a callback it is the pool that calls, for a query that is counted already.
      if (args.some((arg) => typeof arg === "function")) return Reflect.apply(target, client, args);
      return runQuery(args[0] === "commit", () => Reflect.apply(target, client, args));
    },
  });
};
async function runQuery(isCommit: boolean, run: () => unknown): Promise<unknown> {
  const isChallenge = isCommit && current.getStore()?.step === "challenge";
  if (isChallenge) await passMoment("challenge", "before");
  const result = await run();
  await pass((at, purchase) => {
    purchase.results += 1;
    return "result" in at && at.result === purchase.results;
  });
  if (isChallenge) await passMoment("challenge", "after");
  return result;
}
countResults(pg.Client.prototype);
countResults(pg.Pool.prototype);

async function workOn({ work, atomic = false }: CrashPlan): Promise<void> {
  const server = atomic ? tradingServer(database()) : steps;
  if ("purchase" in work) {
    return resumePurchase(systemContext(database(), "job_test"), work.purchase, server);
  }
  const unused = { publicId: "", email: "", name: null, sessionId: "", role: "trader" as const };
  const fields = {
    ...unused,
    emailVerified: true,
    timeZone: null,
    secondFactor: false,
    secondFactorAt: null,
  };
  const actor = { ...fields, kind: "customer" as const, id: work.customer };
  try {
    await buyChallenge({ ...anonymousContext(new Headers()), actor }, work.input, server);
  } catch (error) {
    // The response that the customer would get. Anything else is a fault of the product or of this test.
    if (!(error instanceof AppError)) throw error;
  }
}

async function workOnAll(): Promise<void> {
  const plans = z.array(crashPlan).parse(JSON.parse(await text(process.stdin)));
  const reached = await Promise.all(
    plans.map(async (plan) => {
      const end = new Promise<boolean>((resolve) => {
        const purchase = { ...plan, step: "", results: 0, reach: () => resolve(true) };
        current.run(purchase, () => workOn(plan)).then(() => resolve(false), reportAndEnd);
      });
      return end;
    }),
  );
  writeSync(1, JSON.stringify(reached));
  process.kill(process.pid, "SIGKILL");
}

function reportAndEnd(error: unknown) {
  console.error(error);
  process.exit(1);
}

workOnAll().catch(reportAndEnd);
