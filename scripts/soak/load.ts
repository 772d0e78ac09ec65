import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { type Client, createClient } from "./client";
import { type Customer, signInApp, signUp, subscribe } from "./customers";
import { type Firm, type FollowUpRecords, type Program, runFollowUp } from "./follow-up";
import { causeIncidents } from "./incidents";
import { signInOperator } from "./operator";
import type { Options } from "./options";
import { type Order, pay } from "./pay";
import { customersOf, planOf } from "./plan";
import type { Stack } from "./stack";
import type { Tally } from "./tally";

/** How many payments begin in a second. */
const RATE = 20;
/** How many payments may be in progress concurrently. */
const MAX_CONCURRENT = 48;
/** The program that customers buy from their wallets. */
const PROGRAM = "one-phase-25k";

export interface Load extends FollowUpRecords {
  orders: Order[];
  customers: Customer[];
  /** The id of the webhook endpoint that gets all events. */
  endpoint: string;
  /** Errors of payments whose clients gave up. */
  abandoned: string[];
}

/** Makes all payments and their follow-ups while workers, the database and the web process are killed. */
export async function runLoad(stack: Stack, options: Options, tally: Tally): Promise<Load> {
  const client = createClient(stack.origin, tally);
  const app = await signInApp(client);
  const endpoint = await subscribe(client, app, stack.receiver);
  const customers = await signUp(client, app, customersOf(options.payments));
  const operator = await signInOperator(stack, options.web, client, app);
  const program = await programOf(client, customers);
  const progress = { begun: 0 };
  const firm = { ...stack, seed: options.seed, client, tally, operator, program };
  const [load] = await Promise.all([
    payAll(firm, options, customers, progress),
    causeIncidents(stack, options, tally, () => progress.begun / options.payments),
  ]);
  return { endpoint, customers, ...load };
}

const programs = z.object({
  rows: z.array(z.object({ id: z.number(), name: z.string(), price: z.number() }).loose()),
});

async function programOf({ call }: Client, [customer]: Customer[]): Promise<Program> {
  const headers = customer?.session ?? {};
  const { rows } = await call({ method: "GET", path: "/prop/programs", headers }, programs);
  const found = rows.find(({ name }) => name === PROGRAM);
  if (!found) throw new Error(`The demo catalog has no ${PROGRAM}.`);
  return { id: found.id, price: Math.round(found.price * 100) };
}

async function payAll(
  firm: Firm,
  { payments, seed }: Options,
  customers: Customer[],
  progress: { begun: number },
) {
  const orders: Order[] = [];
  const records: FollowUpRecords = { refunds: [], purchases: [] };
  const abandoned: string[] = [];
  const underWay = new Set<Promise<void>>();
  // Follow-ups take seconds, and must not delay other payments.
  const followUps: Promise<void>[] = [];
  for (let index = 0; index < payments; index++) {
    const plan = planOf(seed, index, payments);
    const customer = customers[plan.customer];
    if (!customer) throw new Error(`There is no customer ${plan.customer}.`);
    const recordAbandoned = (error: Error) =>
      void abandoned.push(`payment ${index}: ${error.message}`);
    while (underWay.size >= MAX_CONCURRENT) await Promise.race(underWay);
    const paying = pay(firm, plan, customer)
      .then((order) => {
        orders.push(order);
        followUps.push(runFollowUp(firm, order, customer, records).catch(recordAbandoned));
      }, recordAbandoned)
      .finally(() => {
        firm.tally.done += 1;
        underWay.delete(paying);
      });
    underWay.add(paying);
    progress.begun += 1;
    await sleep(1_000 / RATE);
  }
  await Promise.all(underWay);
  await Promise.all(followUps);
  return { orders, abandoned, ...records };
}
