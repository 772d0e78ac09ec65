import { AppError } from "@/lib/errors";
import { createFairQueue } from "@/lib/fair-queue";

export interface TurnLimits {
  /** How many are worked on at a time, of all networks. */
  atATime: number;
  /** One that takes longer, because its body comes slowly, isn't counted as worked on any more. */
  workMs: number;
  /** How many of one network have begun and not ended, worked on or not. */
  ofNetwork: number;
  waitingOfNetwork: number;
  waitingOfAll: number;
}

export type Turns = ReturnType<typeof createTurns>;

/** A request in the queue: exactly one of the two is called, or neither if it ends before its turn. */
interface Waiting {
  begin: () => void;
  reject: (error: AppError) => void;
}

/**
 * A queue for the requests of callers whom nothing names. The process has one thread: what has begun at the
 * same moment is worked on in the same turns of its event loop, and everyone else waits for all of it.
 * So few begin at a time, and the networks take turns: one that sends much waits for itself.
 */
export function createTurns(limits: TurnLimits) {
  const queue = createFairQueue<Waiting>(limits.waitingOfAll);
  const underWay = new Map<string, number>();
  let workedOn = 0;

  const underWayOf = (network: string) => underWay.get(network) ?? 0;
  const mayBegin = (network: string) => underWayOf(network) < limits.ofNetwork;

  function beginNext(): void {
    while (workedOn < limits.atATime) {
      const next = queue.next(mayBegin);
      if (!next) return;
      workedOn += 1;
      next.begin();
    }
  }

  function endOne(network: string): void {
    const left = underWayOf(network) - 1;
    if (left > 0) underWay.set(network, left);
    else underWay.delete(network);
  }

  return {
    /**
     * Calls `begin` in its turn, which may be now. The caller calls what is returned when the request is over,
     * whether it has begun or not. Calls `reject` instead with RATE_LIMITED while too many of its network
     * wait, and with UNAVAILABLE while too many of all do and none has more waiting.
     */
    take(network: string, begin: () => void, reject: (error: AppError) => void): () => void {
      let timer: NodeJS.Timeout | undefined;
      let state: "waiting" | "begun" | "over" = "waiting";
      const stopWork = () => {
        if (!timer) return;
        clearTimeout(timer);
        timer = undefined;
        workedOn -= 1;
      };
      const own: Waiting = {
        begin: () => {
          state = "begun";
          underWay.set(network, underWayOf(network) + 1);
          timer = setTimeout(() => {
            stopWork();
            beginNext();
          }, limits.workMs);
          timer.unref();
          begin();
        },
        reject: (error) => {
          state = "over";
          reject(error);
        },
      };
      if (queue.waiting(network) >= limits.waitingOfNetwork) own.reject(tooManyOfNetwork());
      else queue.add(network, own)?.reject(tooManyOfAll());
      beginNext();
      return () => {
        if (state === "over") return;
        if (state === "waiting") queue.remove(network, own);
        else {
          endOne(network);
          stopWork();
        }
        state = "over";
        beginNext();
      };
    },
  };
}

const tooManyOfNetwork = () =>
  new AppError("RATE_LIMITED", "Too many requests at a time. Try again in 1 s.", { retryAfter: 1 });

const tooManyOfAll = () =>
  new AppError("UNAVAILABLE", "Too many requests at this moment.", { retryAfter: 5 });
