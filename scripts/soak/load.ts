import { setTimeout as sleep } from "node:timers/promises";
import { type Client, createClient } from "./client";
import { type Customer, listen, signInApp, signUp } from "./customers";
import type { Options } from "./options";
import { type Order, pay } from "./pay";
import { customersOf, planOf } from "./plan";
import type { Stack } from "./stack";
import type { Tally } from "./tally";
import { makeTrouble } from "./trouble";

/** Payments that begin in a second, and how many may be under way. */
const RATE = 20;
const MOST_AT_ONCE = 48;

export interface Load {
  orders: Order[];
  customers: Customer[];
  /** The endpoint that was told of it all. */
  endpoint: string;
  /** Payments that their clients gave up. */
  unanswered: string[];
}

/** All the payments, while workers and the database are killed. */
export async function runLoad(stack: Stack, options: Options, tally: Tally): Promise<Load> {
  const call = createClient(stack.origin, tally);
  const app = await signInApp(call);
  const endpoint = await listen(call, app, stack.receiver);
  const customers = await signUp(call, app, customersOf(options.payments));
  const progress = { begun: 0 };
  const [load] = await Promise.all([
    payAll({ stack, options, tally, call, customers }, progress),
    makeTrouble(stack, options, tally, () => progress.begun / options.payments),
  ]);
  return { endpoint, customers, ...load };
}

interface Work {
  stack: Stack;
  options: Options;
  tally: Tally;
  call: Client;
  customers: readonly Customer[];
}

async function payAll(work: Work, progress: { begun: number }) {
  const { stack, options, tally, call, customers } = work;
  const shop = { ...stack, seed: options.seed, call, tally };
  const orders: Order[] = [];
  const unanswered: string[] = [];
  const underWay = new Set<Promise<void>>();
  for (let index = 0; index < options.payments; index++) {
    const plan = planOf(options.seed, index, options.payments);
    const customer = customers[plan.customer];
    if (!customer) throw new Error(`There is no customer ${plan.customer}.`);
    while (underWay.size >= MOST_AT_ONCE) await Promise.race(underWay);
    const paying = pay(shop, plan, customer)
      .then(
        (order) => void orders.push(order),
        (error: Error) => void unanswered.push(`payment ${index}: ${error.message}`),
      )
      .finally(() => {
        tally.done += 1;
        underWay.delete(paying);
      });
    underWay.add(paying);
    progress.begun += 1;
    await sleep(1_000 / RATE);
  }
  await Promise.all(underWay);
  return { orders, unanswered };
}
