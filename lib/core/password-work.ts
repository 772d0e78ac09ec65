import { availableParallelism } from "node:os";
import { AppError } from "./errors";
import { createFairQueue } from "./fair-queue";
import { perProcess } from "./per-process";

/**
 * How many passwords are hashed at a time. Each occupies a core and one of Node.js's four threads, which new database
 * connections and the verification of tokens need too.
 */
const CONCURRENCY = Math.max(1, Math.min(3, availableParallelism() - 1));
/** How many strangers, and how many recognized owners, may wait: about two seconds of work each. */
const MAX_QUEUED = 50;
const RETRY_SECONDS = 5;
/** After so many recognized owners a stranger is next: customers on new devices must not wait for all of those. */
const RECOGNIZED_PER_STRANGER = 3;

/** For whom a password is hashed. */
export interface PasswordOwner {
  /** The network, app or customer that takes turns with the others. */
  group: string;
  /**
   * Whether the owner goes before strangers: a signed-in customer, an app, or a customer who has signed in before from
   * the same device or network. Only called if there is a queue.
   */
  isRecognized: () => boolean | Promise<boolean>;
}

interface QueuedWork {
  start: () => void;
  reject: (error: AppError) => void;
}

const work = perProcess("password-work", () => ({
  running: 0,
  recognizedSinceStranger: 0,
  recognizedQueue: createFairQueue<QueuedWork>(MAX_QUEUED),
  strangerQueue: createFairQueue<QueuedWork>(MAX_QUEUED),
}));

/**
 * Hashes or compares a password when it is the owner's turn: recognized owners go before strangers, who have every
 * fourth turn, and among both the groups take turns. Throws UNAVAILABLE while too many wait; the newest of the largest
 * group is dropped first.
 */
export async function queuePasswordWork<T>(
  owner: PasswordOwner,
  hashing: () => Promise<T>,
): Promise<T> {
  if (work().running < CONCURRENCY) work().running += 1;
  else await waitForTurn(owner);
  try {
    return await hashing();
  } finally {
    work().running -= 1;
    startNext();
  }
}

async function waitForTurn({ group, isRecognized }: PasswordOwner): Promise<void> {
  const queue = (await isRecognized()) ? work().recognizedQueue : work().strangerQueue;
  await new Promise<void>((start, reject) => {
    const dropped = queue.add(group, { start, reject });
    dropped?.reject(
      new AppError("UNAVAILABLE", "Too many people are signing in right now. Try again shortly.", {
        retryAfter: RETRY_SECONDS,
      }),
    );
    startNext();
  });
}

function startNext(): void {
  while (work().running < CONCURRENCY) {
    const next = dequeue();
    if (!next) return;
    work().running += 1;
    next.start();
  }
}

function dequeue(): QueuedWork | undefined {
  const recognized =
    work().recognizedSinceStranger < RECOGNIZED_PER_STRANGER
      ? work().recognizedQueue.next()
      : undefined;
  if (recognized) {
    work().recognizedSinceStranger += 1;
    return recognized;
  }
  const stranger = work().strangerQueue.next();
  if (!stranger) return work().recognizedQueue.next();
  work().recognizedSinceStranger = 0;
  return stranger;
}
