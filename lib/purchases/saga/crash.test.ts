import { afterAll, describe, expect, test } from "vitest";
import { ledgerProblems } from "@/testing/database/ledger";
import { moments } from "@/testing/faults/crash-plan";
import {
  type Crash,
  killAndSettle,
  newBuyer,
  type Program,
  programs,
  stalledPurchase,
  stepsOf,
} from "@/testing/purchases/crash-story";

const MINUTES = 240_000;

const boundaries = (steps: string[]) =>
  steps.flatMap((step) => moments.map((moment) => ({ step, moment })));

/** Each step that can be rejected, and the boundaries of the compensations that follow. */
async function waysBack(program: Program) {
  const { forward } = await stepsOf(program);
  const ways: { rejectedStep: string; at: ReturnType<typeof boundaries> }[] = [];
  for (const rejectedStep of forward) {
    const { back } = await stepsOf(program, rejectedStep);
    ways.push({ rejectedStep, at: boundaries(back) });
  }
  return ways;
}

/** Every process was killed at its planned point, not at its end. */
async function killAll(crashes: Crash[], expected: number) {
  expect(crashes).toHaveLength(expected);
  expect(await killAndSettle(crashes)).toEqual(crashes.map(() => true));
}

afterAll(async () => expect(await ledgerProblems()).toEqual([]));

describe.each(programs)("a purchase of $of", (program) => {
  const [steps, back] = program.isPaid ? [4, 6] : [3, 3];

  test(
    "killed at any boundary between its steps → finished, bought once",
    async () => {
      const crashes: Crash[] = [];
      for (const at of boundaries((await stepsOf(program)).forward)) {
        const { trader, input, restore } = await newBuyer(program);
        const plan = { work: { customer: trader.id, input }, at };
        const when = `${at.moment} ${at.step}`;
        crashes.push({ when, trader, program, plan, restore, ends: ["active"] });
      }
      await killAll(crashes, steps * 3);
    },
    MINUTES,
  );

  test(
    "killed at any boundary between its compensations → rolled back once",
    async () => {
      const crashes: Crash[] = [];
      for (const { rejectedStep, at } of await waysBack(program)) {
        for (const point of at) {
          const { trader, input, restore } = await newBuyer(program, rejectedStep);
          const plan = { work: { customer: trader.id, input }, rejectedStep, at: point };
          const when = `${point.moment} ${point.step}, back from ${rejectedStep}`;
          crashes.push({ when, trader, program, plan, restore, ends: ["rolled back"] });
        }
      }
      await killAll(crashes, back * 3);
    },
    MINUTES,
  );

  test(
    "its job is killed at any boundary → the next job finishes it",
    async () => {
      const crashes: Crash[] = [];
      for (const at of boundaries((await stepsOf(program)).forward)) {
        const { trader, purchase, restore } = await stalledPurchase(program);
        const plan = { work: { purchase }, at };
        const when = `${at.moment} ${at.step}`;
        crashes.push({ when, trader, program, plan, restore, ends: ["active"] });
      }
      for (const { rejectedStep, at } of await waysBack(program)) {
        for (const point of at) {
          const { trader, purchase, restore } = await stalledPurchase(program, rejectedStep);
          const when = `${point.moment} ${point.step}, back from ${rejectedStep}`;
          const plan = { work: { purchase }, at: point };
          crashes.push({ when, trader, program, plan, restore, ends: ["rolled back"] });
        }
      }
      await killAll(crashes, (steps + back) * 3);
    },
    MINUTES,
  );
});
