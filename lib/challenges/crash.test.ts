import { afterAll, describe, expect, test } from "vitest";
import { ledgerProblems } from "@/testing/ledger";
import { moments } from "@/testing/purchases/crash-plan";
import {
  type Crash,
  killAndSettle,
  newBuyer,
  type Program,
  programs,
  standingStill,
  stepsOf,
} from "@/testing/purchases/crash-story";

const MINUTES = 240_000;

const boundaries = (steps: string[]) =>
  steps.flatMap((step) => moments.map((moment) => ({ step, moment })));

/** Each step that can be refused, and the boundaries of the steps back from there. */
async function waysBack(program: Program) {
  const { forward } = await stepsOf(program);
  const ways: { refuse: string; at: ReturnType<typeof boundaries> }[] = [];
  for (const refuse of forward) {
    const { back } = await stepsOf(program, refuse);
    ways.push({ refuse, at: boundaries(back) });
  }
  return ways;
}

/** All of them were killed where they were to be, and not at their end. */
async function killAll(crashes: Crash[], expected: number) {
  expect(crashes).toHaveLength(expected);
  expect(await killAndSettle(crashes)).toEqual(crashes.map(() => true));
}

afterAll(async () => expect(await ledgerProblems()).toEqual([]));

describe.each(programs)("of $of", (program) => {
  const [steps, back] = program.isPaid ? [4, 6] : [3, 3];

  test(
    "a purchase killed at any boundary between its steps is finished, and bought once",
    async () => {
      const crashes: Crash[] = [];
      for (const at of boundaries((await stepsOf(program)).forward)) {
        const { trader, input, mend } = await newBuyer(program);
        const plan = { work: { customer: trader.id, input }, at };
        const when = `${at.moment} ${at.step}`;
        crashes.push({ when, trader, program, plan, mend, ends: ["active"] });
      }
      await killAll(crashes, steps * 3);
    },
    MINUTES,
  );

  test(
    "a purchase killed at any boundary between the steps back is taken back, once",
    async () => {
      const crashes: Crash[] = [];
      for (const { refuse, at } of await waysBack(program)) {
        for (const point of at) {
          const { trader, input, mend } = await newBuyer(program, refuse);
          const plan = { work: { customer: trader.id, input }, refuse, at: point };
          const when = `${point.moment} ${point.step}, back from ${refuse}`;
          crashes.push({ when, trader, program, plan, mend, ends: ["taken back"] });
        }
      }
      await killAll(crashes, back * 3);
    },
    MINUTES,
  );

  test(
    "a job killed at any boundary while it resumes a purchase leaves it to the next",
    async () => {
      const crashes: Crash[] = [];
      for (const at of boundaries((await stepsOf(program)).forward)) {
        const { trader, purchase, mend } = await standingStill(program);
        const plan = { work: { purchase }, at };
        const when = `${at.moment} ${at.step}`;
        crashes.push({ when, trader, program, plan, mend, ends: ["active"] });
      }
      for (const { refuse, at } of await waysBack(program)) {
        for (const point of at) {
          const { trader, purchase, mend } = await standingStill(program, refuse);
          const when = `${point.moment} ${point.step}, back from ${refuse}`;
          const plan = { work: { purchase }, at: point };
          crashes.push({ when, trader, program, plan, mend, ends: ["taken back"] });
        }
      }
      await killAll(crashes, (steps + back) * 3);
    },
    MINUTES,
  );
});
