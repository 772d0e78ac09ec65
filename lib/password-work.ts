import { availableParallelism } from "node:os";
import { AppError } from "./errors";

/**
 * How many passwords are hashed at a time. Each keeps a core and one of Node.js's four threads busy, which
 * new database connections and the checks of tokens need too.
 */
const AT_A_TIME = Math.max(1, Math.min(3, availableParallelism() - 1));
/** How many wait for that, about two seconds of work. */
const MOST_WAITING = 50;
const RETRY_SECONDS = 5;

let running = 0;
const waiting: (() => void)[] = [];

/** Hashes a password, or compares one, in its turn. Throws UNAVAILABLE while too many wait. */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_A_TIME) {
    if (waiting.length >= MOST_WAITING) {
      throw new AppError("UNAVAILABLE", "Too many people are signing in at this moment.", {
        retryAfter: RETRY_SECONDS,
      });
    }
    // Whoever ends hands its place on.
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}
