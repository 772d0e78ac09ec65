import { useMutation } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { ApiError } from "@/components/client/api";
import {
  type AttemptProgress,
  type AttemptResult,
  attemptPurchase,
  firstProgress,
  type PurchaseAttempt,
  ResultUnknown,
} from "./attempt-purchase";
import { findIntent, openIntent } from "./intent";

/** What the page shows: the choice of a wallet, an attempt under way, or its result. */
export type PurchaseState =
  | { step: "choosing"; rejection: ApiError | null }
  | AttemptProgress
  /** Nothing is sent any more, and the result of the attempt isn't known. */
  | { step: "unknown"; login: number }
  | AttemptResult;

/**
 * Buys a program while its page is open, one attempt at a time. An intent that an earlier visit left open is
 * looked up when the page opens; leaving the page stops the attempt and leaves its intent open.
 */
export function usePurchase(programId: number) {
  const [progress, setProgress] = useState<AttemptProgress | null>(null);
  const running = useRef<AbortController | null>(null);
  const { mutate, reset, data, error, isPending } = useMutation<
    AttemptResult | null,
    Error,
    PurchaseAttempt & { signal: AbortSignal }
  >({
    mutationFn: ({ signal, ...attempt }) =>
      attemptPurchase(programId, attempt, { signal, onProgress: setProgress }),
    networkMode: "always",
    // The result holds a password.
    gcTime: 0,
  });
  const start = useCallback(
    (attempt: PurchaseAttempt) => {
      if (running.current) return;
      running.current = new AbortController();
      setProgress(firstProgress(attempt));
      const { signal } = running.current;
      const onSettled = () => {
        running.current = null;
      };
      mutate({ ...attempt, signal }, { onSettled });
    },
    [mutate],
  );
  const resume = useCallback(
    (lookUp: PurchaseAttempt["lookUp"]) => {
      const intent = findIntent(programId);
      if (intent) start({ intent, lookUp });
    },
    [programId, start],
  );
  useEffect(() => {
    resume("only");
    return () => {
      running.current?.abort();
      running.current = null;
    };
  }, [resume]);

  return {
    state: stateOf(isPending ? progress : null, data ?? null, error),
    /** Buys with a wallet, at the price and under the terms that were shown. Does nothing while an attempt runs. */
    confirm: (shown: Parameters<typeof openIntent>[1]) => {
      if (!running.current) start({ intent: openIntent(programId, shown) });
    },
    stop: () => running.current?.abort(),
    /** Looks up what was stopped, and sends it again if it never arrived. */
    tryAgain: () => resume("then_send"),
    /** Back to the wallets after a purchase that failed. */
    startOver: reset,
  };
}

function stateOf(
  progress: AttemptProgress | null,
  result: AttemptResult | null,
  error: Error | null,
): PurchaseState {
  if (progress) return progress;
  if (error instanceof ResultUnknown) return { step: "unknown", login: error.login };
  if (result) return result;
  return { step: "choosing", rejection: error instanceof ApiError ? error : null };
}
