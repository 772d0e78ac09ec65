import { availableParallelism } from "node:os";
import { AppError } from "./errors";
import { createFairQueue } from "./fair-queue";

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

let running = 0;
let recognizedSinceStranger = 0;
const recognizedQueue = createFairQueue<QueuedWork>(MAX_QUEUED);
const strangerQueue = createFairQueue<QueuedWork>(MAX_QUEUED);

/**
 * Hashes or compares a password when it is the owner's turn: recognized owners go before strangers, who have every
 * fourth turn, and among both the groups take turns. Throws UNAVAILABLE while too many wait; the newest of the largest
 * group is dropped first.
 */
export async function queuePasswordWork<T>(
  owner: PasswordOwner,
  work: () => Promise<T>,
): Promise<T> {
  if (running < CONCURRENCY) running += 1;
  else await waitForTurn(owner);
  try {
    return await work();
  } finally {
    running -= 1;
    startNext();
  }
}

async function waitForTurn({ group, isRecognized }: PasswordOwner): Promise<void> {
  const queue = (await isRecognized()) ? recognizedQueue : strangerQueue;
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
  while (running < CONCURRENCY) {
    const next = dequeue();
    if (!next) return;
    running += 1;
    next.start();
  }
}

function dequeue(): QueuedWork | undefined {
  const recognized =
    recognizedSinceStranger < RECOGNIZED_PER_STRANGER ? recognizedQueue.next() : undefined;
  if (recognized) {
    recognizedSinceStranger += 1;
    return recognized;
  }
  const stranger = strangerQueue.next();
  if (!stranger) return recognizedQueue.next();
  recognizedSinceStranger = 0;
  return stranger;
}
