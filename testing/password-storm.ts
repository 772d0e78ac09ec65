import { inTurn } from "@/lib/password-work";

/** As many people sign in at once as it takes for the next one to be UNAVAILABLE, until `work` has ended. */
export async function duringPasswordStorm<T>(work: () => Promise<T>): Promise<T> {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const others = Promise.allSettled(Array.from({ length: 100 }, () => inTurn(() => ended)));
  try {
    return await work();
  } finally {
    end();
    await others;
  }
}
