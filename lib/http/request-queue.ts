import { AppError } from "@/lib/core/errors";
import { createFairQueue } from "@/lib/core/fair-queue";

export interface QueueLimits {
  /** How many requests are worked on at a time, of all networks. */
  concurrency: number;
  /** After so long a request no longer counts as worked on: its body comes slowly, or it waits for the database. */
  workMs: number;
  /** How many requests of one network may be started and unfinished, worked on or not. */
  startedPerNetwork: number;
  queuedPerNetwork: number;
  queuedTotal: number;
}

/** A queued request: exactly one of the two is called, or neither if the request ends in the queue. */
interface QueuedRequest {
  start: () => void;
  reject: (error: AppError) => void;
}

/**
 * A queue for the requests of anonymous callers. The process has one thread: requests that are started together
 * share its event loop, and every other request waits for all of them. So few are started at a time, and the
 * networks take turns: a network that sends many requests delays only its own.
 */
export function createRequestQueue(limits: QueueLimits) {
  const queue = createFairQueue<QueuedRequest>(limits.queuedTotal);
  const startedByNetwork = new Map<string, number>();
  let workedOn = 0;

  const startedOf = (network: string) => startedByNetwork.get(network) ?? 0;
  const mayStart = (network: string) => startedOf(network) < limits.startedPerNetwork;

  function startNext(): void {
    while (workedOn < limits.concurrency) {
      const next = queue.next(mayStart);
      if (!next) return;
      workedOn += 1;
      next.start();
    }
  }

  function finishOne(network: string): void {
    const left = startedOf(network) - 1;
    if (left > 0) startedByNetwork.set(network, left);
    else startedByNetwork.delete(network);
  }

  return {
    /**
     * Calls `start` when it is the request's turn, which may be immediately. Returns a function that the caller
     * must call when the request is finished, started or not. Calls `reject` instead with RATE_LIMITED while too
     * many requests of its network are queued, and with UNAVAILABLE while the whole queue is full and no other
     * network has more requests in it.
     */
    enqueue(network: string, start: () => void, reject: (error: AppError) => void): () => void {
      let timer: NodeJS.Timeout | undefined;
      let state: "queued" | "started" | "finished" = "queued";
      const stopWork = () => {
        if (!timer) return;
        clearTimeout(timer);
        timer = undefined;
        workedOn -= 1;
      };
      const entry: QueuedRequest = {
        start: () => {
          state = "started";
          startedByNetwork.set(network, startedOf(network) + 1);
          timer = setTimeout(() => {
            stopWork();
            startNext();
          }, limits.workMs);
          timer.unref();
          start();
        },
        reject: (error) => {
          state = "finished";
          reject(error);
        },
      };
      if (queue.waiting(network) >= limits.queuedPerNetwork) entry.reject(networkQueueFull());
      else queue.add(network, entry)?.reject(queueFull());
      startNext();
      return () => {
        if (state === "finished") return;
        if (state === "queued") queue.remove(network, entry);
        else {
          finishOne(network);
          stopWork();
        }
        state = "finished";
        startNext();
      };
    },
  };
}

const networkQueueFull = () =>
  new AppError("RATE_LIMITED", "Too many requests at the same time. Try again in 1 second.", {
    retryAfter: 1,
  });

const queueFull = () =>
  new AppError("UNAVAILABLE", "Too many requests right now. Try again shortly.", { retryAfter: 5 });
