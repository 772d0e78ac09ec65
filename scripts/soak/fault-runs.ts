import { setTimeout as sleep } from "node:timers/promises";
import type { Fault } from "@/testing/faults/database-faults";
import { createClient } from "./client";
import { within } from "./clock";
import { type Customer, signInApp, signUp, subscribe } from "./customers";
import { type Order, pay } from "./pay";
import { type Plan, planOf } from "./plan";
import type { Progress } from "./progress";
import type { Stack } from "./stack";
import type { Row } from "./table";
import { newTally } from "./tally";

/** How often each fault is tried. */
const RUNS = 6;
/** How long after a fault every job must be done, including failed ones that wait for their next attempt. */
const TIMEOUT_MS = 180_000;
const PAYMENTS = 16;
const CUSTOMERS = 4;
const LEAD_MS = 500;

type Disturb = (stack: Stack) => Promise<void>;
const duringTraffic =
  (fault: Fault): Disturb =>
  ({ database }) =>
    database.disturb(fault);

/** Restarts both workers while the database is read-only. */
async function readOnlyAtStart({ database, workers }: Stack): Promise<void> {
  await database.whileReadOnly(() => Promise.all([workers.restart(0), workers.restart(1)]));
}

const scenarios: { name: string; disturb: Disturb }[] = [
  { name: "read-only at the workers' start", disturb: readOnlyAtStart },
  { name: "read-only for 4 s", disturb: duringTraffic({ kind: "read-only", forMs: 4_000 }) },
  {
    name: "cut for 20 s, every 300 ms",
    disturb: duringTraffic({ kind: "flapping", times: 66, everyMs: 300 }),
  },
  { name: "cut 6 × 500 ms", disturb: duringTraffic({ kind: "flapping", times: 6, everyMs: 500 }) },
  { name: "cut 10 × 1 s", disturb: duringTraffic({ kind: "flapping", times: 10, everyMs: 1_000 }) },
];

export interface FaultResult {
  rows: Row[];
  orders: Order[];
  endpoint: string;
  abandoned: string[];
}

/**
 * Causes each fault several times during payments. After each one, every job must be done and every worker pool must
 * run without a restart.
 */
export async function runFaults(
  stack: Stack,
  seed: number,
  progress: Pick<Progress, "say">,
): Promise<FaultResult> {
  const tally = newTally();
  const client = createClient(stack.origin, tally);
  const app = await signInApp(client);
  const endpoint = await subscribe(client, app, stack.receiver);
  stack.receiver.stopRejecting();
  const customers = await signUp(client, app, CUSTOMERS);
  const [orders, abandoned]: [Order[], string[]] = [[], []];

  async function payOnce(index: number): Promise<void> {
    const plan = planOf(seed, index, PAYMENTS * RUNS * scenarios.length);
    const customer: Customer | undefined = customers[index % customers.length];
    if (!customer) throw new Error("There are no customers.");
    const shop = { ...stack, seed, client, tally };
    const paid: Plan = { ...plan, course: "paid", repeats: false, followUp: { kind: "nothing" } };
    await pay(shop, paid, customer).then(
      (order) => void orders.push(order),
      (error: Error) => void abandoned.push(`payment ${index}: ${error.message}`),
    );
  }

  const rows: Row[] = [];
  let begun = 0;
  for (const { name, disturb } of scenarios) {
    const durations: number[] = [];
    let left = 0;
    for (let run = 0; run < RUNS; run++) {
      let isOver = false;
      const fault = sleep(LEAD_MS)
        .then(() => disturb(stack))
        .finally(() => {
          isOver = true;
        });
      const paying: Promise<void>[] = [];
      for (let n = 0; n < PAYMENTS || !isOver; n++) {
        if (n < PAYMENTS) paying.push(payOnce(begun++));
        await sleep(LEAD_MS);
      }
      await fault;
      const since = Date.now();
      await Promise.all(paying);
      const healthy = await within(TIMEOUT_MS, () => isHealthy(stack));
      // A job that was just created, for example by the outbox of emails, wasn't left behind.
      const remaining = healthy ? 0 : Math.max(1, await openJobs(stack));
      durations.push((Date.now() - since) / 1_000);
      left += remaining;
      const state = healthy ? "healthy" : `NOT HEALTHY, ${remaining} jobs left`;
      progress.say(`${name}, run ${run + 1}: ${state} after ${durations.at(-1)?.toFixed(1)} s`);
    }
    const longest = Math.max(...durations).toFixed(1);
    rows.push({
      name: `${name}, ${RUNS} runs: jobs left behind (longest ${longest} s)`,
      value: String(left),
      expected: "0",
      ok: left === 0,
    });
  }
  const crashes = stack.workers.crashes();
  rows.push({
    name: "worker processes that crashed",
    value: String(crashes),
    expected: "0",
    ok: crashes === 0,
  });
  return { rows, orders, endpoint, abandoned: [...abandoned, ...tally.unexpectedErrors] };
}

/** Whether the health check passes and no event or job is pending. */
async function isHealthy(stack: Stack): Promise<boolean> {
  if (!stack.eventRelay.isIdle() || (await stack.stripe.countPendingEvents()) > 0) return false;
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
