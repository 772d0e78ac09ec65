import type { StoredEndpoint, StoredEvent } from "../records";
import { signatureHeader } from "./signature";

/** What came of one try: the answer's status, or null and a reason when there was no answer. */
export type TryResult = { status: number | null; error: string | null };

/** How one event is posted to one endpoint. */
export type Send = (
  event: StoredEvent,
  endpoint: StoredEndpoint,
  stop: AbortSignal,
) => Promise<TryResult>;

/**
 * Returns the function that posts an event once, signed with the time of this very try. Redirects
 * are not followed: an answer that redirects counts as a failure, as it does at Stripe.
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
