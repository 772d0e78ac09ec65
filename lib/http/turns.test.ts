import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createTurns } from "./turns";

const limits = {
  atATime: 2,
  workMs: 250,
  ofNetwork: 3,
  waitingOfNetwork: 4,
  waitingOfAll: 6,
};

let begun: string[] = [];
let rejected: string[] = [];
let turns = createTurns(limits);
beforeEach(() => {
  vi.useFakeTimers();
  begun = [];
  rejected = [];
  turns = createTurns(limits);
});
afterEach(() => {
  vi.useRealTimers();
});

/** Asks for so many turns of a network, named `a1`, `a2`, …; what ends each. */
const take = (network: string, count: number) =>
  Array.from({ length: count }, (_, at) =>
    turns.take(
      network,
      () => begun.push(`${network}${at + 1}`),
      ({ code }) => rejected.push(`${network} ${code}`),
    ),
  );

test("take: few at a time, and each that ends lets the next one begin, in order", () => {
  const ends = take("a", 4);
  expect(begun).toEqual(["a1", "a2"]);
  ends[0]?.();
  ends[0]?.();
  expect(begun).toEqual(["a1", "a2", "a3"]);
  ends[2]?.();
  expect(begun).toEqual(["a1", "a2", "a3", "a4"]);
});

test("take: networks take turns, however many of one wait", () => {
  const ends = take("a", 6);
  take("b", 1);
  take("c", 1);
  for (const end of ends.slice(0, 4)) end();
  expect(begun).toEqual(["a1", "a2", "a3", "b1", "c1"]);
});

test("take: one that takes long lets others begin, but not more than a few of its own network", () => {
  take("slow", 5);
  take("b", 1);
  expect(begun).toEqual(["slow1", "slow2"]);
  vi.advanceTimersByTime(limits.workMs);
  expect(begun).toEqual(["slow1", "slow2", "slow3", "b1"]);
  vi.advanceTimersByTime(limits.workMs * 10);
  expect(begun).not.toContain("slow4");
  const [end] = take("c", 1);
  expect(begun).toContain("c1");
  end?.();
});

test("take: too many of a network → RATE_LIMITED for it alone", () => {
  const ends = take("a", 7);
  expect(rejected).toEqual(["a RATE_LIMITED"]);
  // What was rejected has no turn to give back.
  ends[6]?.();
  expect(begun).toEqual(["a1", "a2"]);
});

test("take: too many of all → UNAVAILABLE for the newest of the network that has most", () => {
  take("a", 6);
  const [leave] = take("b", 2);
  expect(rejected).toEqual([]);
  take("c", 1);
  expect(rejected).toEqual(["a UNAVAILABLE"]);
  // Whoever doesn't wait any longer makes room, and doesn't begin.
  leave?.();
  take("d", 1);
  expect(rejected).toHaveLength(1);
  take("a", 1);
  expect(rejected).toEqual(["a UNAVAILABLE", "a UNAVAILABLE"]);
  expect(begun).toEqual(["a1", "a2"]);
});

test("take: one that left before its turn never begins; one that ended late is counted once", () => {
  const ends = take("a", 3);
  ends[2]?.();
  vi.advanceTimersByTime(limits.workMs);
  for (const end of ends) end();
  const again = take("b", 3);
  expect(begun).toEqual(["a1", "a2", "b1", "b2"]);
  for (const end of again) end();
  expect(begun).toEqual(["a1", "a2", "b1", "b2", "b3"]);
});
