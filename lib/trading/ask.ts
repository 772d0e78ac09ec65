import { setTimeout as sleep } from "node:timers/promises";
import type { Answer } from "./port";

/** Longest that an answer of the trading server is waited for, in ms. */
export const ANSWER_MS = 10_000;

/** An answer, or none: the request may have been carried out or not. */
export type Outcome<T> = Answer<T> | { outcome: "unknown"; cause: unknown };

/** Asks the trading server. A failure or a time-out is no refusal: the outcome is unknown then. */
export async function ask<T>(
  call: () => Promise<Answer<T>>,
  milliseconds = ANSWER_MS,
): Promise<Outcome<T>> {
  const done = new AbortController();
  try {
    return await Promise.race([
      call(),
      sleep(milliseconds, undefined, { signal: done.signal }).then(() => {
        throw new Error(`no answer of the trading server within ${milliseconds} ms`);
      }),
    ]);
  } catch (cause) {
    return { outcome: "unknown", cause };
  } finally {
    done.abort();
  }
}
