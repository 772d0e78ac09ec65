import { env } from "@/lib/env";

/**
 * Which apps the webhook workers of this process send to now, so that the receivers of one app never
 * hold all of them: an app may be in work at as many endpoints as there are workers left free, and
 * always at one. An app alone gets half of the workers; of `n` that want all, each gets 1 / (n + 1), and
 * as much stays free for the next one. Workers are counted in memory: each process shares out its own.
 */
const inWork = new Map<string, number>();
let total = 0;

/** An endpoint, its app, and a delivery by which a job finds it. */
export interface Turn {
  appId: string;
  endpointId: string;
  deliveryId: string;
}

interface Waiting {
  deliveryId: string;
  /** When it last asked, by the process's clock. */
  askedAt: number;
}
/** Endpoints that found no room, by app, in the order in which they first asked. */
const waiting = new Map<string, Map<string, Waiting>>();
/** Those that haven't asked for so long have been served elsewhere, or are gone. */
const STALE_MS = 10_000;

/** How many more endpoints an app may be sent to at the moment. */
function roomOf(appId: string): number {
  const own = inWork.get(appId) ?? 0;
  const free = env().WEBHOOK_CONCURRENCY - total;
  // Each one more takes one of those that are free as well.
  return Math.max(own === 0 ? 1 : 0, Math.ceil((free - own) / 2));
}

/** The endpoints of an app that wait, the longest first. */
function queueOf(appId: string): Map<string, Waiting> {
  const queue = waiting.get(appId) ?? new Map<string, Waiting>();
  const oldest = performance.now() - STALE_MS;
  for (const [id, { askedAt }] of queue) if (askedAt < oldest) queue.delete(id);
  if (queue.size > 0) waiting.set(appId, queue);
  else waiting.delete(appId);
  return queue;
}

/**
 * Takes a share of the workers for an endpoint; false where its app has all that it may have, or others
 * of its endpoints have waited for longer. It waits in that order then, as long as it goes on asking.
 */
export function takeShare({ appId, endpointId, deliveryId }: Turn): boolean {
  const queue = queueOf(appId);
  const place = [...queue.keys()].indexOf(endpointId);
  if ((place === -1 ? queue.size : place) >= roomOf(appId)) {
    queue.set(endpointId, { deliveryId, askedAt: performance.now() });
    waiting.set(appId, queue);
    return false;
  }
  queue.delete(endpointId);
  if (queue.size === 0) waiting.delete(appId);
  inWork.set(appId, (inWork.get(appId) ?? 0) + 1);
  total += 1;
  return true;
}

/** Returns what `takeShare` took. */
export function returnShare({ appId }: Turn): void {
  const own = (inWork.get(appId) ?? 0) - 1;
  if (own > 0) inWork.set(appId, own);
  else inWork.delete(appId);
  total -= 1;
}

/** The endpoint of the app that has waited for the longest, where there is room for it; else null. */
export function nextWaiting(appId: string): Turn | null {
  const [first] = queueOf(appId);
  if (!first || roomOf(appId) === 0) return null;
  const [endpointId, { deliveryId }] = first;
  return { appId, endpointId, deliveryId };
}
