import { env } from "@/lib/env";

/**
 * Which apps the webhook workers of this process send to now, so that the receivers of one app never
 * hold all of them: an app may be in work at as many endpoints as there are workers left free, and
 * always at one. An app alone gets half of the workers; of `n` that want all, each gets 1 / (n + 1), and
 * as much stays free for the next one. Workers are counted in memory: each process shares out its own.
 */
const inWork = new Map<string, number>();
let total = 0;

/** Endpoints that found no room, in the order in which they came, by app; each with a delivery of it. */
const waiting = new Map<string, Map<string, string>>();

/** An endpoint, its app, and a delivery by which a job finds it. */
export interface Turn {
  appId: string;
  endpointId: string;
  deliveryId: string;
}

/** Takes a share of the workers for an endpoint; false where its app has all that it may have. */
export function takeShare({ appId, endpointId, deliveryId }: Turn): boolean {
  const own = inWork.get(appId) ?? 0;
  if (own > 0 && own >= env().WEBHOOK_CONCURRENCY - total) {
    const others = waiting.get(appId) ?? new Map<string, string>();
    if (!others.has(endpointId)) others.set(endpointId, deliveryId);
    waiting.set(appId, others);
    return false;
  }
  inWork.set(appId, own + 1);
  total += 1;
  dropWaiting(appId, endpointId);
  return true;
}

/** Returns what `takeShare` took. */
export function returnShare({ appId }: Turn): void {
  const own = (inWork.get(appId) ?? 0) - 1;
  if (own > 0) inWork.set(appId, own);
  else inWork.delete(appId);
  total -= 1;
}

/** The endpoint of the app that has been waiting for a share for the longest; it waits no more. */
export function nextWaiting(appId: string): Turn | null {
  const [first] = waiting.get(appId) ?? [];
  if (!first) return null;
  const [endpointId, deliveryId] = first;
  dropWaiting(appId, endpointId);
  return { appId, endpointId, deliveryId };
}

function dropWaiting(appId: string, endpointId: string): void {
  const others = waiting.get(appId);
  others?.delete(endpointId);
  if (others?.size === 0) waiting.delete(appId);
}
