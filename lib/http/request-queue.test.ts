import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createRequestQueue } from "./request-queue";

const limits = {
  concurrency: 2,
  workMs: 250,
  startedPerNetwork: 3,
  queuedPerNetwork: 4,
  queuedTotal: 6,
};

let started: string[] = [];
let rejected: string[] = [];
let queue = createRequestQueue(limits);
beforeEach(() => {
  vi.useFakeTimers();
  started = [];
  rejected = [];
  queue = createRequestQueue(limits);
});
afterEach(() => {
  vi.useRealTimers();
});

/** Enqueues requests of a network, named `a1`, `a2`, …. Returns the function that finishes each. */
const enqueue = (network: string, count: number) =>
  Array.from({ length: count }, (_, at) =>
    queue.enqueue(
      network,
      () => started.push(`${network}${at + 1}`),
      ({ code }) => rejected.push(`${network} ${code}`),
    ),
  );

test("enqueue: more requests than may run → a few start, and each that finishes starts the next, in order", () => {
  const finishers = enqueue("a", 4);
  expect(started).toEqual(["a1", "a2"]);
  finishers[0]?.();
  finishers[0]?.();
  expect(started).toEqual(["a1", "a2", "a3"]);
  finishers[2]?.();
  expect(started).toEqual(["a1", "a2", "a3", "a4"]);
});

test("enqueue: many requests of one network, one each of others → the networks take turns", () => {
  const finishers = enqueue("a", 6);
  enqueue("b", 1);
  enqueue("c", 1);
  for (const finish of finishers.slice(0, 4)) finish();
  expect(started).toEqual(["a1", "a2", "a3", "b1", "c1"]);
});

test("enqueue: requests that take longer than workMs → others start, but only a few of the same network", () => {
  enqueue("slow", 5);
  enqueue("b", 1);
  expect(started).toEqual(["slow1", "slow2"]);
  vi.advanceTimersByTime(limits.workMs);
  expect(started).toEqual(["slow1", "slow2", "slow3", "b1"]);
  vi.advanceTimersByTime(limits.workMs * 10);
  expect(started).not.toContain("slow4");
  const [finish] = enqueue("c", 1);
  expect(started).toContain("c1");
  finish?.();
});

test("enqueue: too many requests of a network → RATE_LIMITED for that network alone", () => {
  const finishers = enqueue("a", 7);
  expect(rejected).toEqual(["a RATE_LIMITED"]);
  // Finishing a rejected request frees nothing.
  finishers[6]?.();
  expect(started).toEqual(["a1", "a2"]);
});

test("enqueue: the whole queue is full → UNAVAILABLE for the newest request of the network with the most", () => {
  enqueue("a", 6);
  const [leave] = enqueue("b", 2);
  expect(rejected).toEqual([]);
  enqueue("c", 1);
  expect(rejected).toEqual(["a UNAVAILABLE"]);
  // A request that leaves the queue makes room and never starts.
  leave?.();
  enqueue("d", 1);
  expect(rejected).toHaveLength(1);
  enqueue("a", 1);
  expect(rejected).toEqual(["a UNAVAILABLE", "a UNAVAILABLE"]);
  expect(started).toEqual(["a1", "a2"]);
});

test("enqueue: a request is finished while queued → never starts; finished after workMs → counted once", () => {
  const finishers = enqueue("a", 3);
  finishers[2]?.();
  vi.advanceTimersByTime(limits.workMs);
  for (const finish of finishers) finish();
  const again = enqueue("b", 3);
  expect(started).toEqual(["a1", "a2", "b1", "b2"]);
  for (const finish of again) finish();
  expect(started).toEqual(["a1", "a2", "b1", "b2", "b3"]);
});
