import { ApiError, api } from "@/components/client/api";
import type { ChallengesView } from "@/lib/challenges/schemas";
import type { BuyView } from "@/lib/purchases/schemas";
import type { Intent } from "./intent";
import { type PurchaseResult, readResponse, type WaitReason } from "./purchase-result";

interface Options {
  /** Ends the calls when it is aborted; the server carries on with a purchase that it has. */
  signal: AbortSignal;
  /** Called before each pause, with the reason why the result isn't known yet. */
  onWait: (reason: WaitReason) => void;
}

// A call that a reload cut off may still be on its way to the server.
const LOOKUPS = 2;
const LOOKUP_PAUSE_SECONDS = 1.5;
const OFFLINE_PAUSE_SECONDS = 3;

/**
 * Buys a program, and sends the purchase again with the same key until its result is known. Not by the
 * retries of TanStack Query: those pause while the tab is hidden. Throws when `signal` is aborted.
 */
export async function buy(programId: number, intent: Intent, options: Options) {
  const { signal, onWait } = options;
  const body = {
    program_id: programId,
    payer_login: intent.login,
    amount: intent.amount,
    ...(intent.termsVersion !== null && { terms_version: intent.termsVersion }),
    idempotency_key: intent.key,
  };
  for (;;) {
    const response = await responseOrError(
      api<BuyView | null>("POST", "/prop/challenge/buy", body, { signal }),
    );
    const result: PurchaseResult = readResponse(response);
    if (result.kind !== "pending") return result;
    onWait(result.reason);
    await pause(result.seconds, signal);
  }
}

/**
 * Whether a purchase whose response was lost reached the server. Reads only: opening a page buys nothing.
 * Throws when `signal` is aborted, and ApiError when the server rejects the lookup.
 */
export async function wasBought({ key }: Intent, { signal, onWait }: Options): Promise<boolean> {
  for (let lookup = 1; ; ) {
    const response = await responseOrError(
      api<ChallengesView | null>("GET", "/prop/challenges", undefined, { signal }),
    );
    if (response instanceof ApiError && response.status > 0 && response.status < 500) {
      throw response;
    }
    if (response === null || response instanceof ApiError) {
      onWait("offline");
      await pause(OFFLINE_PAUSE_SECONDS, signal);
      continue;
    }
    if (response.purchases.some(({ idempotency_key }) => idempotency_key === key)) return true;
    if (lookup === LOOKUPS) return false;
    lookup += 1;
    await pause(LOOKUP_PAUSE_SECONDS, signal);
  }
}

async function responseOrError<T>(call: Promise<T>): Promise<T | ApiError> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}

const pause = (seconds: number, signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    signal.throwIfAborted();
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, seconds * 1000);
    signal.addEventListener("abort", stop, { once: true });
  });
