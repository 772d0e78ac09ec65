import type { Context } from "@/lib/context";
import { enqueue } from "@/lib/jobs/enqueue";
import { attemptDelivery, endpointOf, nextDueOf } from "./attempt";
import { claimEndpoint, releaseEndpoint } from "./claim";
import type { Network } from "./post";
import { nextWaiting, returnShare, type Turn, takeShare } from "./share";

/**
 * After this long another endpoint's turn may come, and a worker that is told to end ends. With the last
 * attempt's time it is less than a claim lasts: see claim.ts.
 */
const TURN_MS = 5_000;

/** An endpoint that found no room among its app's looks again this often, or when one makes room for it. */
const WAIT_MS = 1_000;

/**
 * Sends what is due at a delivery's endpoint, one after the other: a receiver that hangs holds one worker
 * and no more, and the receivers of an app together hold the app's share of them (share.ts). Where another
 * job sends to the endpoint already, that one sends this delivery too. Run again after its worker died, it
 * goes on where it was. Throws only where the database is away.
 */
export async function deliverWebhook(ctx: Context, id: string, network?: Network): Promise<void> {
  const endpointId = await endpointOf(ctx, id);
  if (endpointId === null) return;
  const turnEnds = performance.now() + TURN_MS;
  let madeRoom = false;
  // Looked for after each release: who came before it, found the claim and left is not forgotten.
  for (;;) {
    const next = await nextDueOf(ctx, endpointId);
    if (next === null) return;
    const turn = { appId: next.endpoint.appId, endpointId, deliveryId: next.delivery.id };
    if (performance.now() >= turnEnds) return handOver(ctx, turn, madeRoom ? WAIT_MS : 0);
    if (!takeShare(turn)) return waitForShare(ctx, turn);
    try {
      if (!(await claimEndpoint(ctx, endpointId))) return;
      await sendAll(ctx, endpointId, { turnEnds, network });
      await releaseEndpoint(ctx, endpointId);
    } finally {
      returnShare(turn);
    }
    madeRoom = await letNextIn(ctx, turn);
  }
}

interface Sending {
  turnEnds: number;
  network: Network | undefined;
}

/** Sends one after the other while the turn lasts, which is well within the time of the claim. */
async function sendAll(ctx: Context, endpointId: string, { turnEnds, network }: Sending) {
  for (;;) {
    const next = await nextDueOf(ctx, endpointId);
    // Looked at last: reading may take long, where the database is slow.
    if (next === null || performance.now() >= turnEnds) return;
    await attemptDelivery(ctx, next, network);
  }
}

/**
 * Leaves the rest to a job that queues up behind what has come meanwhile. It has no key: that of a job
 * that runs would be taken from it, and should its worker die, it would not be run again.
 */
const handOver = (ctx: Context, { deliveryId }: Turn, waitMs: number) =>
  enqueue(ctx.db, "deliver-webhook", { delivery_id: deliveryId }, after(waitMs));

/** One job for each endpoint that waits, however many of its deliveries are due. */
const waitForShare = (ctx: Context, { endpointId, deliveryId }: Turn, waitMs = WAIT_MS) =>
  enqueue(
    ctx.db,
    "deliver-webhook",
    { delivery_id: deliveryId },
    { ...after(waitMs), key: `deliver-webhook:share:${endpointId}` },
  );

const after = (waitMs: number) => (waitMs > 0 ? { runAt: new Date(Date.now() + waitMs) } : {});

/** Calls the endpoint of the app that has waited for the longest; whether there was one. */
async function letNextIn(ctx: Context, { appId }: Turn): Promise<boolean> {
  const next = nextWaiting(appId);
  if (next) await waitForShare(ctx, next, 0);
  return next !== null;
}
