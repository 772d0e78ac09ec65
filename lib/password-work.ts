import { availableParallelism } from "node:os";
import { AppError } from "./errors";
import { createFairQueue } from "./fair-queue";

/**
 * How many passwords are hashed at a time. Each keeps a core and one of Node.js's four threads busy, which
 * new database connections and the checks of tokens need too.
 */
const AT_A_TIME = Math.max(1, Math.min(3, availableParallelism() - 1));
/** How many strangers wait for that, and how many others: about two seconds of work each. */
const MOST_WAITING = 50;
const RETRY_SECONDS = 5;
/** After so many known owners it is a stranger's turn, or customers on new devices would wait for all of those. */
const KNOWN_PER_STRANGER = 3;

/** For whom a password is hashed. */
export interface PasswordOwner {
  /** The network, app or customer that takes turns with the others. */
  group: string;
  /**
   * Whether it mostly goes before strangers: a signed-in customer, an app, or a customer who has signed in before
   * from the same device or network. Only called if there is a queue.
   */
  isKnown: () => boolean | Promise<boolean>;
}

interface Waiting {
  begin: () => void;
  reject: (error: AppError) => void;
}

let running = 0;
let knownSinceStranger = 0;
const known = createFairQueue<Waiting>(MOST_WAITING);
const strangers = createFairQueue<Waiting>(MOST_WAITING);

/**
 * Hashes a password, or compares one, in its turn: known owners before strangers, who have every fourth turn,
 * and in both the groups in turn. Throws UNAVAILABLE while too many wait, of whom those of the largest group
 * go first.
 */
export async function inTurn<T>(owner: PasswordOwner, work: () => Promise<T>): Promise<T> {
  if (running < AT_A_TIME) running += 1;
  else await turnOf(owner);
  try {
    return await work();
  } finally {
    running -= 1;
    beginNext();
  }
}

async function turnOf({ group, isKnown }: PasswordOwner): Promise<void> {
  const queue = (await isKnown()) ? known : strangers;
  await new Promise<void>((begin, reject) => {
    const dropped = queue.add(group, { begin, reject });
    dropped?.reject(
      new AppError("UNAVAILABLE", "Too many people are signing in at this moment.", {
        retryAfter: RETRY_SECONDS,
      }),
    );
    beginNext();
  });
}

function beginNext(): void {
  while (running < AT_A_TIME) {
    const next = takeNext();
    if (!next) return;
    running += 1;
    next.begin();
  }
}

function takeNext(): Waiting | undefined {
  const owner = knownSinceStranger < KNOWN_PER_STRANGER ? known.next() : undefined;
  if (owner) {
    knownSinceStranger += 1;
    return owner;
  }
  const stranger = strangers.next();
  if (!stranger) return known.next();
  knownSinceStranger = 0;
  return stranger;
}
