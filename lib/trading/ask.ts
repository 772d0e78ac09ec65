import { setTimeout as sleep } from "node:timers/promises";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import type { Answer } from "./port";

/** An answer, or none: the request may have been carried out or not. */
export type Outcome<T> = Answer<T> | { outcome: "unknown"; cause: unknown };

/** Asks the trading server. A failure or a time-out is no refusal: the outcome is unknown then. */
export async function ask<T>(call: () => Promise<Answer<T>>): Promise<Outcome<T>> {
  try {
    return await inTime(call);
  } catch (cause) {
    return { outcome: "unknown", cause };
  }
}

/** Reads from the trading server. Throws UNAVAILABLE when it doesn't answer in time. */
export async function inTime<T>(call: () => Promise<T>): Promise<T> {
  const done = new AbortController();
  const tooLate = sleep(env().TRADING_ANSWER_SECONDS * 1000, undefined, { signal: done.signal });
  try {
    return await Promise.race([
      call(),
      tooLate.then(() => {
        throw new AppError("UNAVAILABLE", "The trading server did not answer. Try again shortly.", {
          retryAfter: 5,
        });
      }),
    ]);
  } finally {
    done.abort();
    tooLate.catch(() => {});
  }
}
