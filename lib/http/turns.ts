import { AppError } from "@/lib/errors";

interface Limits {
  /** How many are worked on at a time, of all networks. */
  atATime: number;
  /** One that takes longer, because its body comes slowly, isn't counted as worked on any more. */
  workMs: number;
  /** How many of one network have begun and not ended, worked on or not. */
  ofNetwork: number;
  waitingOfNetwork: number;
  waitingOfAll: number;
}

const usual: Limits = {
  atATime: 2,
  workMs: 250,
  ofNetwork: 8,
  waitingOfNetwork: 30,
  waitingOfAll: 1_000,
};

export type Turns = ReturnType<typeof createTurns>;

/**
 * A queue for the writes of callers whom nothing names. The process has one thread: what has begun at the
 * same moment is worked on in the same turns of its event loop, and everyone else waits for all of it.
 * So few begin at a time, and the networks take turns: one that sends much waits for itself.
 */
export function createTurns(limits: Limits = usual) {
  const networks = new Map<string, { underWay: number; waiting: Set<() => void> }>();
  let workedOn = 0;
  let waiting = 0;

  function beginNext(): void {
    while (workedOn < limits.atATime) {
      const found = nextOne();
      if (!found) return;
      waiting -= 1;
      workedOn += 1;
      found();
    }
  }

  /** Of the network whose turn it is, which comes last from now on. */
  function nextOne(): (() => void) | undefined {
    for (const [network, own] of networks) {
      const [first] = own.waiting;
      if (!first || own.underWay >= limits.ofNetwork) continue;
      own.waiting.delete(first);
      own.underWay += 1;
      networks.delete(network);
      networks.set(network, own);
      return first;
    }
    return undefined;
  }

  return {
    /**
     * Calls `begin` in its turn, which may be now. The caller calls what is returned when the request is over,
     * whether it has begun or not. Throws RATE_LIMITED while too many of its network wait, and UNAVAILABLE
     * while too many of all do.
     */
    take(network: string, begin: () => void): () => void {
      const own = networks.get(network) ?? { underWay: 0, waiting: new Set() };
      if (own.waiting.size >= limits.waitingOfNetwork) {
        throw new AppError("RATE_LIMITED", "Too many requests at a time. Try again in 1 s.", {
          retryAfter: 1,
        });
      }
      if (waiting >= limits.waitingOfAll) {
        throw new AppError("UNAVAILABLE", "Too many requests at this moment.", { retryAfter: 5 });
      }
      let timer: NodeJS.Timeout | undefined;
      let isOver = false;
      const stopWork = () => {
        if (!timer) return;
        clearTimeout(timer);
        timer = undefined;
        workedOn -= 1;
      };
      const start = () => {
        timer = setTimeout(() => {
          stopWork();
          beginNext();
        }, limits.workMs);
        timer.unref();
        begin();
      };
      networks.set(network, own);
      own.waiting.add(start);
      waiting += 1;
      beginNext();
      return () => {
        if (isOver) return;
        isOver = true;
        if (own.waiting.delete(start)) waiting -= 1;
        else {
          own.underWay -= 1;
          stopWork();
        }
        if (own.underWay === 0 && own.waiting.size === 0) networks.delete(network);
        beginNext();
      };
    },
  };
}
