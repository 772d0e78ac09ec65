import { createHmac } from "node:crypto";
import type { StoredEndpoint, StoredEvent } from "../records";

/** The result of one attempt: the response's status, or null and a reason without a response. */
export type TryResult = { status: number | null; error: string | null };

/** Posts one event to one endpoint. */
export type Send = (
  event: StoredEvent,
  endpoint: StoredEndpoint,
  stop: AbortSignal,
) => Promise<TryResult>;

/**
 * Returns the function that posts an event once, signed with the time of this attempt. Redirects
 * are not followed: a redirect counts as a failure, as it does at Stripe.
 */
export function createSend(timeoutMs: number, now: () => number): Send {
  return async (event, endpoint, stop) => {
    const body = JSON.stringify(event, null, 2);
    try {
      const response = await fetch(endpoint.url, {
        method: "POST",
        redirect: "manual",
        signal: AbortSignal.any([stop, AbortSignal.timeout(timeoutMs)]),
        headers: {
          "Content-Type": "application/json; charset=utf-8",
          "Stripe-Signature": signatureHeader(body, endpoint.secret, now()),
          "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
        },
        body,
      });
      await response.body?.cancel();
      return { status: response.status, error: null };
    } catch (error) {
      return { status: null, error: reasonOf(error) };
    }
  };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  return error.cause instanceof Error ? error.cause.message : error.message;
}

/** Whether the endpoint acknowledged the event. */
export function isAcknowledged({ status }: TryResult): boolean {
  return status !== null && status >= 200 && status < 300;
}

/**
 * The `Stripe-Signature` header: HMAC-SHA256 over `t.rawBody`, keyed by the whole `whsec_…` text,
 * as https://docs.stripe.com/webhooks#verify-manually describes. `time` is in milliseconds.
 */
function signatureHeader(body: string, secret: string, time: number): string {
  const t = Math.floor(time / 1000);
  const v1 = createHmac("sha256", secret).update(`${t}.${body}`).digest("hex");
  return `t=${t},v1=${v1}`;
}
