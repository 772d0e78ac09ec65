import type { Context } from "@/lib/core/context";
import { enqueue } from "@/lib/queue/enqueue";
import { attemptDelivery } from "./attempt-delivery";
import { claimEndpoint, releaseEndpoint } from "./claim";
import { nextPendingDelivery, readEndpointId } from "./pending-delivery";
import type { Network } from "./post";
import { acquireSlot, nextWaitingEndpoint, releaseSlot, type SlotRequest } from "./worker-slots";

/**
 * How long a job sends to one endpoint before it leaves the rest to another job, so that other endpoints are
 * served and a worker can stop. Together with the last attempt it is shorter than a claim: see claim.ts.
 */
const WINDOW_MS = 5_000;

/** An endpoint for which no slot was free tries again after this long, or when one is released for it. */
const SLOT_RETRY_MS = 1_000;

/** The time in which a job sends to an endpoint. */
interface SendingWindow {
  /** By the process's monotonic clock, in milliseconds. */
  endsAt: number;
  network: Network | undefined;
}

const isOver = ({ endsAt }: SendingWindow) => performance.now() >= endsAt;

/**
 * Sends the pending deliveries of a delivery's endpoint, one after the other: a receiver that hangs occupies one
 * worker, and the receivers of an app occupy the slots of that app (worker-slots.ts). If another job is sending
 * to the endpoint already, that one sends this delivery too. Run again after its worker died, the job continues.
 * Throws only if the database is unavailable.
 */
export async function deliverWebhook(ctx: Context, id: string, network?: Network): Promise<void> {
  const endpointId = await readEndpointId(ctx, id);
  if (endpointId === null) return;
  const window = { endsAt: performance.now() + WINDOW_MS, network };
  let hasWokenAnother = false;
  // Reads again after each release: a job that found the endpoint claimed has left its delivery to this one.
  for (;;) {
    const next = await nextPendingDelivery(ctx, endpointId);
    if (next === null) return;
    const request = { appId: next.endpoint.appId, endpointId, deliveryId: next.delivery.id };
    if (isOver(window)) return enqueueRest(ctx, request, hasWokenAnother ? SLOT_RETRY_MS : 0);
    if (!acquireSlot(request)) return enqueueSlotRetry(ctx, request);
    try {
      if (!(await claimEndpoint(ctx, endpointId))) return;
      await sendPending(ctx, endpointId, window);
      await releaseEndpoint(ctx, endpointId);
    } finally {
      releaseSlot(request);
    }
    hasWokenAnother = await wakeWaitingEndpoint(ctx, request);
  }
}

async function sendPending(ctx: Context, endpointId: string, window: SendingWindow) {
  for (;;) {
    const next = await nextPendingDelivery(ctx, endpointId);
    // Checked after reading, which takes long if the database is slow.
    if (next === null || isOver(window)) return;
    await attemptDelivery(ctx, next, window.network);
  }
}

/**
 * Leaves the rest to a new job, behind the jobs that were enqueued in the meantime. It has no key: the key of a
 * running job would be taken from that job, which then would not run again if its worker dies.
 */
const enqueueRest = (ctx: Context, { deliveryId }: SlotRequest, delayMs: number) =>
  enqueue(ctx.db, "deliver-webhook", { delivery_id: deliveryId }, runAfter(delayMs));

/** One job for each waiting endpoint, however many pending deliveries it has. */
const enqueueSlotRetry = (
  ctx: Context,
  { endpointId, deliveryId }: SlotRequest,
  delayMs = SLOT_RETRY_MS,
) =>
  enqueue(
    ctx.db,
    "deliver-webhook",
    { delivery_id: deliveryId },
    { ...runAfter(delayMs), key: `deliver-webhook:slot:${endpointId}` },
  );

const runAfter = (delayMs: number) =>
  delayMs > 0 ? { runAt: new Date(Date.now() + delayMs) } : {};

/** Runs the job of the app's endpoint that has waited for the longest. Returns whether there was one. */
async function wakeWaitingEndpoint(ctx: Context, { appId }: SlotRequest): Promise<boolean> {
  const next = nextWaitingEndpoint(appId);
  if (next) await enqueueSlotRetry(ctx, next, 0);
  return next !== null;
}
