import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { type Afterlife, type Firm, live, type Program } from "./after";
import { type Client, createClient } from "./client";
import { type Customer, listen, signInApp, signUp } from "./customers";
import { signInOperator } from "./operator";
import type { Options } from "./options";
import { type Order, pay } from "./pay";
import { customersOf, planOf } from "./plan";
import type { Stack } from "./stack";
import type { Tally } from "./tally";
import { makeTrouble } from "./trouble";

/** Payments that begin in a second, and how many may be under way. */
const RATE = 20;
const MOST_AT_ONCE = 48;
/** What customers buy from their wallets. */
const PROGRAM = "one-phase-25k";

export interface Load extends Afterlife {
  orders: Order[];
  customers: Customer[];
  /** The endpoint that was told of it all. */
  endpoint: string;
  /** Payments that their clients gave up. */
  unanswered: string[];
}

/** All the payments and what becomes of them, while workers, the database and the web are killed. */
export async function runLoad(stack: Stack, options: Options, tally: Tally): Promise<Load> {
  const client = createClient(stack.origin, tally);
  const app = await signInApp(client);
  const endpoint = await listen(client, app, stack.receiver);
  const customers = await signUp(client, app, customersOf(options.payments));
  const operator = await signInOperator(stack, options.web, client, app);
  const program = await programOf(client, customers);
  const progress = { begun: 0 };
  const firm = { ...stack, seed: options.seed, client, tally, operator, program };
  const [load] = await Promise.all([
    payAll(firm, options, customers, progress),
    makeTrouble(stack, options, tally, () => progress.begun / options.payments),
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
  const life: Afterlife = { refunds: [], purchases: [] };
  const unanswered: string[] = [];
  const underWay = new Set<Promise<void>>();
  // What becomes of a payment takes seconds, and must not keep others from beginning.
  const living: Promise<void>[] = [];
  for (let index = 0; index < payments; index++) {
    const plan = planOf(seed, index, payments);
    const customer = customers[plan.customer];
    if (!customer) throw new Error(`There is no customer ${plan.customer}.`);
    const givenUp = (error: Error) => void unanswered.push(`payment ${index}: ${error.message}`);
    while (underWay.size >= MOST_AT_ONCE) await Promise.race(underWay);
    const paying = pay(firm, plan, customer)
      .then((order) => {
        orders.push(order);
        living.push(live(firm, order, customer, life).catch(givenUp));
      }, givenUp)
      .finally(() => {
        firm.tally.done += 1;
        underWay.delete(paying);
      });
    underWay.add(paying);
    progress.begun += 1;
    await sleep(1_000 / RATE);
  }
  await Promise.all(underWay);
  await Promise.all(living);
  return { orders, unanswered, ...life };
}
