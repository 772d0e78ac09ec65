import { perProcess } from "@/lib/core/per-process";

/** Past this many entries, those that have ended are deleted before another is added. */
const MAX_NETWORKS = 10_000;

const endTimes = perProcess("rejected-networks", () => new Map<string, number>());

/** Has requests of a network without a proven credential rejected for a number of seconds. */
export function rejectNetwork(network: string, seconds: number, now = Date.now()): void {
  const networks = endTimes();
  if (networks.size >= MAX_NETWORKS) {
    for (const [other, end] of networks) if (end <= now) networks.delete(other);
  }
  if (networks.size < MAX_NETWORKS || networks.has(network)) {
    networks.set(network, now + seconds * 1_000);
  }
}

/** Seconds until requests of a network are accepted again; 0 if they are accepted now. */
export function secondsUntilRetry(network: string, now = Date.now()): number {
  const end = endTimes().get(network);
  return end === undefined || end <= now ? 0 : Math.ceil((end - now) / 1_000);
}
