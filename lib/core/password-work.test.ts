import { availableParallelism } from "node:os";
import { setImmediate } from "node:timers/promises";
import { hash } from "@node-rs/argon2";
import { expect, test } from "vitest";
import type { AppError } from "./errors";
import { queuePasswordWork } from "./password-work";

const concurrency = Math.max(1, Math.min(3, availableParallelism() - 1));

const stranger = (group: string) => ({ group, isRecognized: () => false });
const recognized = (group: string) => ({ group, isRecognized: async () => true });

const started: string[] = [];
/** Has a password hashed for an owner, and notes that its turn began. */
const work = (owner: ReturnType<typeof stranger> | ReturnType<typeof recognized>, name: string) =>
  queuePasswordWork(owner, () => {
    started.push(name);
    return hash(name);
  });
const storm = (group: string, count: number) =>
  Array.from({ length: count }, (_, at) => work(stranger(group), `${group}${at + 1}`));

test("queuePasswordWork: many items of one network → another network's is second in turn, a recognized owner's first", async () => {
  started.length = 0;
  const hostile = storm("a", concurrency + 20);
  const others = [
    work(stranger("b"), "b1"),
    work(stranger("b"), "b2"),
    work(recognized("a"), "customer"),
  ];
  await Promise.all([...hostile, ...others]);
  expect(started.slice(concurrency, concurrency + 5)).toEqual([
    "customer",
    `a${concurrency + 1}`,
    "b1",
    `a${concurrency + 2}`,
    "b2",
  ]);
});

test("queuePasswordWork: recognized owners and strangers are queued → every fourth turn is a stranger's", async () => {
  started.length = 0;
  const running = Array.from({ length: concurrency }, () => work(stranger("a"), "running"));
  const strangers = ["s1", "s2"].map((name) => work(stranger(name), name));
  const owners = Array.from({ length: 8 }, (_, at) => work(recognized(`k${at + 1}`), `k${at + 1}`));
  await Promise.all([...running, ...strangers, ...owners]);
  expect(started.slice(concurrency)).toEqual([
    ...["k1", "k2", "k3", "s1"],
    ...["k4", "k5", "k6", "s2"],
    ...["k7", "k8"],
  ]);
});

test("queuePasswordWork: a storm → few at a time, fifty queued, the newest of the largest network is dropped", async () => {
  started.length = 0;
  let running = 0;
  let maxRunning = 0;
  const counted = (group: string) =>
    queuePasswordWork(stranger(group), async () => {
      running += 1;
      maxRunning = Math.max(maxRunning, running);
      await setImmediate();
      running -= 1;
      return group;
    });
  const count = 50 + concurrency;
  const hostile = Array.from({ length: count + 30 }, () => counted("a"));
  const others = ["b", "c", "d"].map(counted);
  const settled = await Promise.allSettled(hostile);
  expect(await Promise.all(others)).toEqual(["b", "c", "d"]);
  expect(maxRunning).toBe(concurrency);
  expect(settled.map(({ status }) => status === "fulfilled")).toEqual(
    settled.map((_, at) => at < count - others.length),
  );
  for (const result of settled) {
    if (result.status === "rejected") {
      const { code, retryAfter } = result.reason as AppError;
      expect([code, retryAfter]).toEqual(["UNAVAILABLE", 5]);
    }
  }
});

test("queuePasswordWork: work fails → the next is started", async () => {
  const owner = stranger("a");
  const broken = Array.from({ length: concurrency + 1 }, () =>
    queuePasswordWork(owner, () => Promise.reject(new Error("broken"))),
  );
  expect((await Promise.allSettled(broken)).every(({ status }) => status === "rejected")).toBe(
    true,
  );
  expect(await queuePasswordWork(owner, async () => "well")).toBe("well");
  const failing = { group: "a", isRecognized: () => Promise.reject(new Error("database away")) };
  const [first, second] = await Promise.allSettled([
    ...Array.from({ length: concurrency }, () => queuePasswordWork(owner, () => hash("one"))),
    queuePasswordWork(failing, async () => "never"),
  ]).then((all) => [all.at(0), all.at(-1)]);
  expect([first?.status, second?.status]).toEqual(["fulfilled", "rejected"]);
  expect(await queuePasswordWork(owner, async () => "well")).toBe("well");
});
