import { setTimeout as sleep } from "node:timers/promises";
import { CONNECTIONS, type Options } from "../options";
import type { Subject } from "../subject";
import { usageOf } from "../usage";
import { buying } from "./buy";
import { listing, polling } from "./reads";

const READS_PER_BUY = 50;
/** The pause between the last response and reading the memory: buffers are released. */
const PAUSE_MS = 1_000;
const STEPS = 10;

/** The memory of a fresh process after its first requests and after ten times as many, of all kinds. */
export async function memory(
  subject: Subject,
  { first, last }: Options["memory"],
  show: (share: number, text: string) => void,
): Promise<{ firstMb: number; lastMb: number }> {
  const { web, traders, loader } = subject;
  const sendRequests = async (requests: number) => {
    const load = { kind: "http", origin: web.origin, connections: CONNECTIONS } as const;
    const buys = Math.floor(requests / READS_PER_BUY);
    const variants = [...listing(subject), ...polling(subject)];
    await loader.run({ ...load, method: "GET", variants, requests: requests - buys });
    await loader.run({ ...load, method: "POST", variants: traders.map(buying), requests: buys });
  };
  const rss = async () => {
    await sleep(PAUSE_MS);
    return (await usageOf(web.pid)).rssMb;
  };
  show(0, `memory: ${first} requests`);
  await sendRequests(first);
  const firstMb = await rss();
  for (let step = 0; step < STEPS; step++) {
    show(step / STEPS, `memory: up to ${last} requests`);
    await sendRequests((last - first) / STEPS);
  }
  return { firstMb, lastMb: await rss() };
}
