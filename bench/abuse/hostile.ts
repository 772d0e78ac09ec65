import { setTimeout as sleep } from "node:timers/promises";
import { openConnection } from "./connection";
import { kinds } from "./kinds";

/** Connections of all kinds together. */
export const HOSTILE_CONNECTIONS = 100;
/** Their number of addresses in 127.0.0.0/8, each of which has connections of every kind. */
const ADDRESSES = 10;
/** The pause after the server has ended a connection; hostile clients aren't patient. */
const AGAIN_MS = 10;

export interface Order {
  port: number;
  /** Each round has addresses of its own. */
  round: number;
  seconds: number;
  /** Only these kinds; all if empty. */
  only: string[];
}
/** Responses by kind and status. */
export type StatusCounts = Record<string, Record<string, number>>;

async function attack({ port, round, seconds, only }: Order): Promise<StatusCounts> {
  const end = Date.now() + seconds * 1_000;
  const isOver = () => Date.now() >= end;
  const counted: StatusCounts = {};
  const names = Object.keys(kinds).filter((name) => only.length === 0 || only.includes(name));

  async function repeat(at: number): Promise<void> {
    const name = names[at % names.length] ?? "";
    const kind = kinds[name];
    if (!kind) return;
    const localAddress = `127.0.${round}.${1 + (Math.floor(at / names.length) % ADDRESSES)}`;
    counted[name] ??= {};
    const counts = counted[name];
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

  await Promise.all(Array.from({ length: HOSTILE_CONNECTIONS }, (_, at) => repeat(at)));
  return counted;
}

// A process of its own, so that measuring the checkouts isn't slowed down by attacking them.
if (process.send) {
  process.on("message", async (order: Order) => process.send?.(await attack(order)));
  process.on("disconnect", () => process.exit(0));
}
