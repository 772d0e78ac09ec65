import { setTimeout as sleep } from "node:timers/promises";
import type { Fault } from "@/testing/database-faults";
import { createClient } from "./client";
import { within } from "./clock";
import { type Customer, listen, signInApp, signUp } from "./customers";
import { type Order, pay } from "./pay";
import { type Plan, planOf } from "./plan";
import type { Progress } from "./progress";
import type { Stack } from "./stack";
import type { Row } from "./table";
import { newTally } from "./tally";

/** How often each fault is tried. */
const RUNS = 6;
/** From the end of a fault until every job is done, those too that failed in it and wait for their next try. */
const PATIENCE_MS = 180_000;
const PAYMENTS = 16;
const CUSTOMERS = 4;
const LEAD_MS = 500;

type Disturb = (stack: Stack) => Promise<void>;
const amidTraffic =
  (fault: Fault): Disturb =>
  ({ database }) =>
    database.disturb(fault);

/** Both workers are started while the database takes no writes. */
async function readOnlyAtStart({ database, workers }: Stack): Promise<void> {
  await database.whileReadOnly(() => Promise.all([workers.restart(0), workers.restart(1)]));
}

const scenarios: { name: string; disturb: Disturb }[] = [
  { name: "read-only at the workers' start", disturb: readOnlyAtStart },
  { name: "read-only for 4 s", disturb: amidTraffic({ kind: "read-only", forMs: 4_000 }) },
  {
    name: "cut for 20 s, every 300 ms",
    disturb: amidTraffic({ kind: "flapping", times: 66, everyMs: 300 }),
  },
  { name: "cut 6 × 500 ms", disturb: amidTraffic({ kind: "flapping", times: 6, everyMs: 500 }) },
  { name: "cut 10 × 1 s", disturb: amidTraffic({ kind: "flapping", times: 10, everyMs: 1_000 }) },
];

export interface FaultOutcome {
  rows: Row[];
  orders: Order[];
  endpoint: string;
  unanswered: string[];
}

/**
 * Each fault again and again in the middle of payments; after each, every job must be done and every
 * worker pool run, without anybody starting anything.
 */
export async function runFaults(
  stack: Stack,
  seed: number,
  progress: Pick<Progress, "say">,
): Promise<FaultOutcome> {
  const tally = newTally();
  const client = createClient(stack.origin, tally);
  const app = await signInApp(client);
  const endpoint = await listen(client, app, stack.receiver);
  stack.receiver.calmDown();
  const customers = await signUp(client, app, CUSTOMERS);
  const [orders, unanswered]: [Order[], string[]] = [[], []];

  async function one(index: number): Promise<void> {
    const plan = planOf(seed, index, PAYMENTS * RUNS * scenarios.length);
    const customer: Customer | undefined = customers[index % customers.length];
    if (!customer) throw new Error("There are no customers.");
    const shop = { ...stack, seed, client, tally };
    const paid: Plan = { ...plan, outcome: "paid", repeats: false, after: { kind: "nothing" } };
    await pay(shop, paid, customer).then(
      (order) => void orders.push(order),
      (error: Error) => void unanswered.push(`payment ${index}: ${error.message}`),
    );
  }

  const rows: Row[] = [];
  let begun = 0;
  for (const { name, disturb } of scenarios) {
    const took: number[] = [];
    let left = 0;
    for (let run = 0; run < RUNS; run++) {
      let isOver = false;
      const disturbed = sleep(LEAD_MS).then(() => disturb(stack));
      const ended = disturbed.finally(() => {
        isOver = true;
      });
      const paying: Promise<void>[] = [];
      for (let n = 0; n < PAYMENTS || !isOver; n++) {
        if (n < PAYMENTS) paying.push(one(begun++));
        await sleep(LEAD_MS);
      }
      await ended;
      const since = Date.now();
      await Promise.all(paying);
      const well = await within(PATIENCE_MS, () => isWell(stack));
      // A job that is made in this moment, say by an email's outbox, isn't one that was left.
      const remaining = well ? 0 : Math.max(1, await openJobs(stack));
      took.push((Date.now() - since) / 1_000);
      left += remaining;
      const found = well ? "well" : `NOT WELL, ${remaining} jobs left`;
      progress.say(`${name}, run ${run + 1}: ${found} after ${took.at(-1)?.toFixed(1)} s`);
    }
    const longest = Math.max(...took).toFixed(1);
    rows.push({
      name: `${name}, ${RUNS} runs: jobs left behind (longest ${longest} s)`,
      value: String(left),
      wanted: "0",
      ok: left === 0,
    });
  }
  const died = stack.workers.died();
  rows.push({
    name: "worker processes that ended by themselves",
    value: String(died),
    wanted: "0",
    ok: died === 0,
  });
  return { rows, orders, endpoint, unanswered: [...unanswered, ...tally.faults] };
}

/** Health says that all is well, and nothing is left to do. */
async function isWell(stack: Stack): Promise<boolean> {
  if (!stack.postOffice.isIdle() || (await stack.stripe.waiting()) > 0) return false;
  if ((await openJobs(stack)) > 0) return false;
  return fetch(`${stack.origin}/api/health`).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function openJobs({ database }: Stack): Promise<number> {
  const [row] = await database.query(
    "select ((select count(*) from graphile_worker.jobs) + (select count(*) from mail_outbox))::int as count",
  );
  return Number(row?.count);
}
