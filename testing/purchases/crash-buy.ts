import { AsyncLocalStorage } from "node:async_hooks";
import { writeSync } from "node:fs";
import { text } from "node:stream/consumers";
import pg from "pg";
import { z } from "zod";
import { backwardSteps } from "@/lib/challenges/backward";
import { buyChallenge } from "@/lib/challenges/buy";
import { forwardSteps } from "@/lib/challenges/forward";
import { resumePurchase } from "@/lib/challenges/resume";
import { systemContext } from "@/lib/context";
import { database } from "@/lib/database";
import { AppError } from "@/lib/errors";
import { anonymousContext } from "@/lib/http/route";
import { tradingServer } from "@/lib/trading";
import { type CrashPlan, crashPlan, type moments } from "./crash-plan";
import { stepServer } from "./step-server";

// A process that works on purchases until each stands where its plan says, and then kills itself.

interface Purchase extends CrashPlan {
  step: string;
  answers: number;
  stand: () => void;
}
const current = new AsyncLocalStorage<Purchase>();

/** Goes on, but for the purchase whose plan is to stand here: that one never does. */
async function pass(here: (plan: CrashPlan["at"], purchase: Purchase) => boolean): Promise<void> {
  const purchase = current.getStore();
  if (!purchase || !here(purchase.at, purchase)) return;
  purchase.stand();
  await new Promise(() => {});
}
const passMoment = (step: string, moment: (typeof moments)[number]) =>
  pass((at) => "step" in at && at.step === step && at.moment === moment);

for (const step of [...forwardSteps, ...backwardSteps]) {
  const { perform } = step;
  step.perform = async (run) => {
    const purchase = current.getStore();
    if (purchase) purchase.step = step.name;
    const outcome = await perform(run);
    await passMoment(step.name, "recorded");
    return outcome;
  };
}

const steps = stepServer(async (step, _, go) => {
  if (current.getStore()?.refuse === step) {
    return { outcome: "refused", code: "REFUSED", message: `No ${step} today.` };
  }
  await passMoment(step, "before");
  const answer = await go();
  await passMoment(step, "after");
  return answer;
});

/** Each query goes through here: to be counted, and because a commit is the challenge's request. */
const counted = <T extends { query: unknown }>(prototype: T) => {
  const { query } = prototype;
  if (typeof query !== "function") throw new Error("there is no query");
  prototype.query = new Proxy(query, {
    apply: (target, client, args) => {
      // With a callback it is the pool that asks, on behalf of a query that is counted already.
      if (args.some((arg) => typeof arg === "function")) return Reflect.apply(target, client, args);
      return ask(args[0] === "commit", () => Reflect.apply(target, client, args));
    },
  });
};
async function ask(commits: boolean, go: () => unknown): Promise<unknown> {
  const records = commits && current.getStore()?.step === "challenge";
  if (records) await passMoment("challenge", "before");
  const answer = await go();
  await pass((at, purchase) => {
    purchase.answers += 1;
    return "answer" in at && at.answer === purchase.answers;
  });
  if (records) await passMoment("challenge", "after");
  return answer;
}
counted(pg.Client.prototype);
counted(pg.Pool.prototype);

async function work({ work: wish, atOnce = false }: CrashPlan): Promise<void> {
  const server = atOnce ? tradingServer(database()) : steps;
  if ("purchase" in wish) {
    return resumePurchase(systemContext(database(), "job_test"), wish.purchase, server);
  }
  const known = { publicId: "", email: "", name: null, sessionId: "", role: "trader" as const };
  const person = { ...known, emailVerified: true, secondFactor: false, secondFactorAt: null };
  const actor = { ...person, kind: "customer" as const, id: wish.customer };
  try {
    await buyChallenge({ ...anonymousContext(new Headers()), actor }, wish.input, server);
  } catch (error) {
    // What the customer would be told. Anything else is a fault, of the product or of this test.
    if (!(error instanceof AppError)) throw error;
  }
}

const plans = z.array(crashPlan).parse(JSON.parse(await text(process.stdin)));
const stood = await Promise.all(
  plans.map(async (plan) => {
    const stands = new Promise<boolean>((resolve) => {
      const purchase = { ...plan, step: "", answers: 0, stand: () => resolve(true) };
      current.run(purchase, () => work(plan)).then(() => resolve(false), reportAndEnd);
    });
    return stands;
  }),
);

function reportAndEnd(error: unknown) {
  console.error(error);
  process.exit(1);
}

writeSync(1, JSON.stringify(stood));
process.kill(process.pid, "SIGKILL");
