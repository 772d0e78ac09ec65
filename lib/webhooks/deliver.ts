import type { Context } from "@/lib/context";
import { enqueue } from "@/lib/jobs/enqueue";
import { attemptDelivery, endpointOfDue, nextDueOf } from "./attempt";
import { claimEndpoint, releaseEndpoint } from "./claim";
import type { Network } from "./post";

/** After this long another endpoint's turn may come, and a worker that is told to end ends. */
const TURN_MS = 5_000;

/**
 * Sends a delivery that is due, and with it what else is due at its endpoint, one after the other: a
 * receiver that hangs holds one worker and no more. Where another job sends to the endpoint already,
 * that one sends this delivery too. Throws only where the database is away; repeat it then.
 */
export async function deliverWebhook(ctx: Context, id: string, network?: Network): Promise<void> {
  const endpointId = await endpointOfDue(ctx, id);
  if (endpointId === null) return;
  const turnEnds = Date.now() + TURN_MS;
  let next: string | null = id;
  while (next !== null && (await claimEndpoint(ctx, endpointId))) {
    await attemptDelivery(ctx, next, network);
    next = await nextDueOf(ctx, endpointId);
    if (next !== null && Date.now() < turnEnds) continue;
    await releaseEndpoint(ctx, endpointId);
    // Looked for after the release: who came before it, found the claim and left is not forgotten.
    next ??= await nextDueOf(ctx, endpointId);
    if (next !== null && Date.now() >= turnEnds) return handOver(ctx, endpointId, next);
  }
}

/** Leaves the rest to a job that queues up behind what has come meanwhile. */
const handOver = (ctx: Context, endpointId: string, deliveryId: string) =>
  enqueue(
    ctx.db,
    "deliver-webhook",
    { delivery_id: deliveryId },
    { key: `deliver-webhooks-of:${endpointId}` },
  );
