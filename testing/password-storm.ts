import { setImmediate } from "node:timers/promises";
import { inTurn } from "@/lib/password-work";

/**
 * Runs `work` while so many passwords wait, of known owners and of strangers, that there is no room for
 * another, whoever's it is.
 */
export async function duringPasswordStorm<T>(work: () => Promise<T>): Promise<T> {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const others = Promise.allSettled(
    Array.from({ length: 200 }, (_, at) =>
      inTurn({ group: `group ${at}`, isKnown: () => at % 2 === 0 }, () => ended),
    ),
  );
  try {
    return await work();
  } finally {
    end();
    await others;
  }
}

/** Runs `work` while strangers of one network go on having passwords hashed, more than may wait at a time. */
export async function duringStormOf<T>(network: string, work: () => Promise<T>): Promise<T> {
  let isOver = false;
  const keepOn = async () => {
    while (!isOver) {
      await inTurn({ group: network, isKnown: () => false }, () => setImmediate()).catch(() =>
        setImmediate(),
      );
    }
  };
  const others = Array.from({ length: 100 }, keepOn);
  try {
    return await work();
  } finally {
    isOver = true;
    await Promise.all(others);
  }
}
