import { createBoundedCache } from "@/lib/bounded-cache";
import { networkOf } from "./network";

/** Past this many, those whose time is over are forgotten. */
const MANY = 10_000;
/** Stripe sends from some twenty addresses. */
const MOST_SENDERS = 1_000;

// One a process: Next.js loads a route's modules and the server's own apart.
const shared = globalThis as typeof globalThis & {
  propdeskTurnedAway?: Map<string, number>;
  propdeskEventSenders?: ReturnType<typeof createBoundedCache<true>>;
};
const until = () => {
  shared.propdeskTurnedAway ??= new Map();
  return shared.propdeskTurnedAway;
};
const senders = () => {
  shared.propdeskEventSenders ??= createBoundedCache(MOST_SENDERS);
  return shared.propdeskEventSenders;
};

/** Has a network's requests without a proven credential turned away for so many seconds. */
export function turnAway(network: string, seconds: number, now = Date.now()): void {
  const networks = until();
  if (networks.size >= MANY) {
    for (const [other, end] of networks) if (end <= now) networks.delete(other);
  }
  if (networks.size < MANY || networks.has(network)) networks.set(network, now + seconds * 1_000);
}

/** For how many seconds more a network is turned away; 0 where it isn't. */
export function secondsTurnedAway(network: string, now = Date.now()): number {
  const end = until().get(network);
  return end === undefined || end <= now ? 0 : Math.ceil((end - now) / 1_000);
}

/** Notes that Stripe sends from an address: an event that came from there was signed with our secret. */
export const noteEventSender = (address: string): void => senders().set(networkOf(address), true);

/** Whether an event with a valid signature has come from a network. */
export const isEventSender = (network: string): boolean => senders().get(network) !== undefined;
