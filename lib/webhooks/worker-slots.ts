import { env } from "@/lib/core/env";
import { perProcess } from "@/lib/core/per-process";

/**
 * The webhook workers of this process as slots, shared among apps so that the receivers of one app never occupy
 * all of them: an app may occupy as many slots as are left free, and always one. An app alone gets half of the
 * slots; of `n` apps that want all, each gets 1 / (n + 1), and as many stay free for the next app. Slots are
 * counted in memory: each process shares out its own.
 */
const slots = perProcess("webhook-slots", () => ({
  used: 0,
  usedByApp: new Map<string, number>(),
  /** Endpoints that wait for a slot, by app, in the order of their first request. */
  waitingByApp: new Map<string, Map<string, WaitingEndpoint>>(),
}));

/** An endpoint that needs a slot, its app, and a delivery for the payload of its job. */
export interface SlotRequest {
  appId: string;
  endpointId: string;
  deliveryId: string;
}

interface WaitingEndpoint {
  deliveryId: string;
  /** The last time it requested a slot, by the process's monotonic clock in milliseconds. */
  requestedAt: number;
}
/** An endpoint that hasn't requested a slot for this long was served by another process, or was deleted. */
const STALE_MS = 10_000;

/** The number of slots that an app may acquire at the moment. */
function freeSlots(appId: string): number {
  const used = slots().usedByApp.get(appId) ?? 0;
  const free = env().WEBHOOK_CONCURRENCY - slots().used;
  // Each slot that the app acquires is one free slot less as well.
  return Math.max(used === 0 ? 1 : 0, Math.ceil((free - used) / 2));
}

/** The waiting endpoints of an app, the longest-waiting first, without stale ones. */
function waitingEndpoints(appId: string): Map<string, WaitingEndpoint> {
  const waiting = slots().waitingByApp.get(appId) ?? new Map<string, WaitingEndpoint>();
  const oldest = performance.now() - STALE_MS;
  for (const [id, { requestedAt }] of waiting) if (requestedAt < oldest) waiting.delete(id);
  if (waiting.size > 0) slots().waitingByApp.set(appId, waiting);
  else slots().waitingByApp.delete(appId);
  return waiting;
}

/**
 * Acquires a slot for an endpoint. Returns false if its app has all slots that it may have, or if others of its
 * endpoints have waited for longer; the endpoint then waits in that order for as long as it keeps requesting.
 */
export function acquireSlot({ appId, endpointId, deliveryId }: SlotRequest): boolean {
  const waiting = waitingEndpoints(appId);
  const position = [...waiting.keys()].indexOf(endpointId);
  if ((position === -1 ? waiting.size : position) >= freeSlots(appId)) {
    waiting.set(endpointId, { deliveryId, requestedAt: performance.now() });
    slots().waitingByApp.set(appId, waiting);
    return false;
  }
  waiting.delete(endpointId);
  if (waiting.size === 0) slots().waitingByApp.delete(appId);
  slots().usedByApp.set(appId, (slots().usedByApp.get(appId) ?? 0) + 1);
  slots().used += 1;
  return true;
}

/** Releases a slot that `acquireSlot` acquired. */
export function releaseSlot({ appId }: SlotRequest): void {
  const used = (slots().usedByApp.get(appId) ?? 0) - 1;
  if (used > 0) slots().usedByApp.set(appId, used);
  else slots().usedByApp.delete(appId);
  slots().used -= 1;
}

/** The endpoint of an app that has waited for the longest; null if none waits or no slot is free for it. */
export function nextWaitingEndpoint(appId: string): SlotRequest | null {
  const [first] = waitingEndpoints(appId);
  if (!first || freeSlots(appId) === 0) return null;
  const [endpointId, { deliveryId }] = first;
  return { appId, endpointId, deliveryId };
}
