import type { Context } from "@/lib/core/context";
import type { PendingDelivery } from "./pending-delivery";
import { type Network, post } from "./post";
import { type AttemptResult, recordAttempt } from "./record-attempt";
import { signedHeaders } from "./sign";

/**
 * Makes one attempt of a pending delivery and records its result, with the job of the next attempt. If the
 * worker dies in between, the delivery stays pending and is sent again: at least once, with the same `webhook-id`.
 */
export async function attemptDelivery(
  ctx: Context,
  pending: PendingDelivery,
  network?: Network,
): Promise<void> {
  const startedAt = Date.now();
  const result = await send(pending, network);
  const { delivery, endpoint } = pending;
  await recordAttempt(ctx, pending, result, { durationMs: Date.now() - startedAt });
  ctx.log.info(
    {
      delivery_id: delivery.id,
      endpoint_id: endpoint.id,
      response_status: result.responseStatus,
      problem: result.error,
      detail: result.detail,
    },
    "webhook.sent",
  );
}

async function send(
  { endpoint, event, appDisabledAt }: PendingDelivery,
  network: Network | undefined,
): Promise<AttemptResult> {
  const noResponse = { responseStatus: null, responseBody: null };
  if (endpoint.disabledAt) {
    return { ...noResponse, error: "the endpoint is disabled", isFinal: true };
  }
  if (appDisabledAt) return { ...noResponse, error: "the app is disabled", isFinal: true };
  let headers: Record<string, string>;
  try {
    headers = signedHeaders(endpoint, event.id, event.payload, new Date());
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ...noResponse, error: `the secret can't be read: ${reason}`, isFinal: false };
  }
  return { ...(await post(endpoint.url, headers, event.payload, network)), isFinal: false };
}
