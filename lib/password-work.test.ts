import { availableParallelism } from "node:os";
import { setImmediate } from "node:timers/promises";
import { hash } from "@node-rs/argon2";
import { expect, test } from "vitest";
import type { AppError } from "./errors";
import { inTurn } from "./password-work";

const atATime = Math.max(1, Math.min(3, availableParallelism() - 1));

const stranger = (group: string) => ({ group, isKnown: () => false });
const known = (group: string) => ({ group, isKnown: async () => true });

const begun: string[] = [];
/** Has a password hashed for an owner, and notes that its turn began. */
const work = (owner: ReturnType<typeof stranger> | ReturnType<typeof known>, name: string) =>
  inTurn(owner, () => {
    begun.push(name);
    return hash(name);
  });
const storm = (group: string, count: number) =>
  Array.from({ length: count }, (_, at) => work(stranger(group), `${group}${at + 1}`));

test("inTurn: a network has many waiting → another network's next password is second in turn, a known owner's first", async () => {
  begun.length = 0;
  const hostile = storm("a", atATime + 20);
  const others = [
    work(stranger("b"), "b1"),
    work(stranger("b"), "b2"),
    work(known("a"), "customer"),
  ];
  await Promise.all([...hostile, ...others]);
  expect(begun.slice(atATime, atATime + 5)).toEqual([
    "customer",
    `a${atATime + 1}`,
    "b1",
    `a${atATime + 2}`,
    "b2",
  ]);
});

test("inTurn: known owners and strangers wait → strangers have every fourth turn", async () => {
  begun.length = 0;
  const running = Array.from({ length: atATime }, () => work(stranger("a"), "running"));
  const strangers = ["s1", "s2"].map((name) => work(stranger(name), name));
  const owners = Array.from({ length: 8 }, (_, at) => work(known(`k${at + 1}`), `k${at + 1}`));
  await Promise.all([...running, ...strangers, ...owners]);
  expect(begun.slice(atATime)).toEqual([
    ...["k1", "k2", "k3", "s1"],
    ...["k4", "k5", "k6", "s2"],
    ...["k7", "k8"],
  ]);
});

test("inTurn: a storm → few at a time, and fifty wait, of whom the newest of the largest network gives way", async () => {
  begun.length = 0;
  let running = 0;
  let most = 0;
  const counted = (group: string) =>
    inTurn(stranger(group), async () => {
      running += 1;
      most = Math.max(most, running);
      await setImmediate();
      running -= 1;
      return group;
    });
  const count = 50 + atATime;
  const hostile = Array.from({ length: count + 30 }, () => counted("a"));
  const others = ["b", "c", "d"].map(counted);
  const settled = await Promise.allSettled(hostile);
  expect(await Promise.all(others)).toEqual(["b", "c", "d"]);
  expect(most).toBe(atATime);
  expect(settled.map(({ status }) => status === "fulfilled")).toEqual(
    settled.map((_, at) => at < count - others.length),
  );
  for (const it of settled) {
    if (it.status === "rejected") {
      const { code, retryAfter } = it.reason as AppError;
      expect([code, retryAfter]).toEqual(["UNAVAILABLE", 5]);
    }
  }
});

test("inTurn: what fails gives its turn on", async () => {
  const owner = stranger("a");
  const broken = Array.from({ length: atATime + 1 }, () =>
    inTurn(owner, () => Promise.reject(new Error("broken"))),
  );
  expect((await Promise.allSettled(broken)).every(({ status }) => status === "rejected")).toBe(
    true,
  );
  expect(await inTurn(owner, async () => "well")).toBe("well");
  const unknowable = { group: "a", isKnown: () => Promise.reject(new Error("database away")) };
  const [first, second] = await Promise.allSettled([
    ...Array.from({ length: atATime }, () => inTurn(owner, () => hash("one"))),
    inTurn(unknowable, async () => "never"),
  ]).then((all) => [all.at(0), all.at(-1)]);
  expect([first?.status, second?.status]).toEqual(["fulfilled", "rejected"]);
  expect(await inTurn(owner, async () => "well")).toBe("well");
});
