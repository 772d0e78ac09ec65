import { setTimeout as sleep } from "node:timers/promises";
import { openConnection } from "./connection";
import { kinds } from "./kinds";

/** Of all kinds together. */
export const HOSTILE_CONNECTIONS = 100;
/** They come from so many addresses of 127.0.0.0/8, each of which has connections of every kind. */
const ADDRESSES = 10;
/** After the server has ended a connection; hostile clients aren't patient. */
const AGAIN_MS = 10;

export interface Order {
  port: number;
  /** Each has addresses of its own. */
  round: number;
  seconds: number;
  /** Of these kinds alone; of all where there are none. */
  only: string[];
}
/** How many responses of each status there were, by kind. */
export type Told = Record<string, Record<string, number>>;

async function attack({ port, round, seconds, only }: Order): Promise<Told> {
  const end = Date.now() + seconds * 1_000;
  const isOver = () => Date.now() >= end;
  const told: Told = {};
  const names = Object.keys(kinds).filter((name) => only.length === 0 || only.includes(name));

  async function keepOn(at: number): Promise<void> {
    const name = names[at % names.length] ?? "";
    const kind = kinds[name];
    if (!kind) return;
    const localAddress = `127.0.${round}.${1 + (Math.floor(at / names.length) % ADDRESSES)}`;
    told[name] ??= {};
    const counts = told[name];
    const count = (status: string) => {
      counts[status] = (counts[status] ?? 0) + 1;
    };
    for (let nth = at; !isOver(); ) {
      const connection = await openConnection(port, localAddress, isOver, count);
      const timer = setTimeout(connection.close, Math.max(0, end - Date.now()));
      while (connection.isOpen() && !isOver()) await kind(connection, nth++);
      clearTimeout(timer);
      connection.close();
      await sleep(AGAIN_MS);
    }
  }

  await Promise.all(Array.from({ length: HOSTILE_CONNECTIONS }, (_, at) => keepOn(at)));
  return told;
}

// A process of its own, so that who waits for the checkouts isn't slowed down by who attacks them.
if (process.send) {
  process.on("message", async (order: Order) => process.send?.(await attack(order)));
  process.on("disconnect", () => process.exit(0));
}
