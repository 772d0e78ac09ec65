import type { ApiError } from "@/components/client/api";
import type { PurchaseView } from "@/lib/challenges/schemas";
import { buy, wasBought } from "./buy";
import { closeIntent, type Intent } from "./intent";
import type { CompletedPurchase, WaitReason } from "./purchase-result";

/** A press of the button, or an intent that an earlier press left open. */
export interface PurchaseAttempt {
  intent: Intent;
  /**
   * Whether the purchase is looked up first, as an earlier press may have bought. One that isn't found is
   * sent (`then_send`), or isn't (`only`).
   */
  lookUp?: "only" | "then_send";
}

/** How an attempt ended; null where a lookup found no purchase and nothing was sent. */
export type AttemptResult =
  | { step: "bought"; bought: CompletedPurchase }
  | { step: "failed"; purchase: PurchaseView; error: ApiError | null };

/** How far an attempt is. */
export type AttemptProgress =
  | { step: "checking"; login: number; reason: WaitReason | null }
  | { step: "sending"; login: number }
  /** After `tries` responses without a result. `arrived`: the server said that it is working on it. */
  | { step: "waiting"; login: number; reason: WaitReason; tries: number; arrived: boolean };

/** An attempt ended before its result was known; its intent stays open. */
export class ResultUnknown extends Error {
  readonly login: number;

  constructor(login: number) {
    super("The result of the purchase isn't known.");
    this.login = login;
  }
}

/**
 * How long an attempt goes on while the server hasn't said that it has the purchase: a customer who has left
 * by then shouldn't buy later.
 */
export const GIVE_UP_MS = 60_000;

export const firstProgress = ({ intent: { login }, lookUp }: PurchaseAttempt): AttemptProgress =>
  lookUp ? { step: "checking", login, reason: null } : { step: "sending", login };

interface Options {
  /** Aborted when the customer stops it or leaves the page. */
  signal: AbortSignal;
  onProgress: (progress: AttemptProgress) => void;
}

/**
 * Buys a program: once for each intent, however often it is attempted. Closes the intent once its result is
 * known. Throws ApiError for a rejection, and ResultUnknown when it is stopped or gives up.
 */
export async function attemptPurchase(
  programId: number,
  attempt: PurchaseAttempt,
  { signal, onProgress }: Options,
): Promise<AttemptResult | null> {
  const { intent, lookUp } = attempt;
  const { login } = intent;
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  const timer = setTimeout(stop, GIVE_UP_MS);
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop);
  let tries = 0;
  let arrived = false;
  try {
    if (lookUp) {
      onProgress(firstProgress(attempt));
      const onWait = (reason: WaitReason) => onProgress({ step: "checking", login, reason });
      const isBought = await wasBought(intent, { signal: stopping.signal, onWait });
      if (!isBought && lookUp === "only") return null;
    }
    onProgress({ step: "sending", login });
    const result = await buy(programId, intent, {
      signal: stopping.signal,
      onWait: (reason) => {
        tries += 1;
        arrived ||= reason === "confirming";
        if (arrived) clearTimeout(timer);
        onProgress({ step: "waiting", login, reason, tries, arrived });
      },
    });
    // Signed out, nothing was sent: the result of an earlier try is still unknown.
    if (result.kind !== "rejected" || result.error.status !== 401) closeIntent(programId);
    if (result.kind === "rejected") throw result.error;
    return result.kind === "bought"
      ? { step: "bought", bought: result.bought }
      : { step: "failed", purchase: result.purchase, error: result.error };
  } catch (error) {
    throw stopping.signal.aborted ? new ResultUnknown(login) : error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}
