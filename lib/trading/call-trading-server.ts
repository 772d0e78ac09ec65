import { setTimeout as sleep } from "node:timers/promises";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import type { TradingResult } from "./port";

/** The result of a request, or unknown: the request may have been carried out or not. */
export type CallResult<T> = TradingResult<T> | { status: "unknown"; cause: unknown };

/** Sends a request to the trading server. After an error or a timeout its result is unknown. */
export async function callTradingServer<T>(
  call: () => Promise<TradingResult<T>>,
): Promise<CallResult<T>> {
  try {
    return await withTimeout(call);
  } catch (cause) {
    return { status: "unknown", cause };
  }
}

/** Reads from the trading server. Throws UNAVAILABLE if it doesn't respond within TRADING_TIMEOUT_SECONDS. */
export async function withTimeout<T>(call: () => Promise<T>): Promise<T> {
  const done = new AbortController();
  const tooLate = sleep(env().TRADING_TIMEOUT_SECONDS * 1000, undefined, { signal: done.signal });
  try {
    return await Promise.race([
      call(),
      tooLate.then(() => {
        throw new AppError(
          "UNAVAILABLE",
          "The trading server isn't responding. Try again shortly.",
          {
            retryAfter: 5,
          },
        );
      }),
    ]);
  } finally {
    done.abort();
    tooLate.catch(() => {});
  }
}
