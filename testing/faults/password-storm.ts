import { setImmediate } from "node:timers/promises";
import { queuePasswordWork } from "@/lib/core/password-work";

/**
 * Runs `work` while the queue of passwords to be hashed is full, with those of recognized customers and of others.
 */
export async function duringPasswordStorm<T>(work: () => Promise<T>): Promise<T> {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const others = Promise.allSettled(
    Array.from({ length: 200 }, (_, at) =>
      queuePasswordWork({ group: `group ${at}`, isRecognized: () => at % 2 === 0 }, () => ended),
    ),
  );
  try {
    return await work();
  } finally {
    end();
    await others;
  }
}

/** Runs `work` while unrecognized clients of one network have more passwords hashed than the queue holds. */
export async function duringStormOf<T>(network: string, work: () => Promise<T>): Promise<T> {
  let isOver = false;
  const repeat = async () => {
    while (!isOver) {
      await queuePasswordWork({ group: network, isRecognized: () => false }, () =>
        setImmediate(),
      ).catch(() => setImmediate());
    }
  };
  const others = Array.from({ length: 100 }, repeat);
  try {
    return await work();
  } finally {
    isOver = true;
    await Promise.all(others);
  }
}
