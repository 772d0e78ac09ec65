import { afterAll, beforeAll, expect, test } from "vitest";
import { ledgerProblems } from "@/testing/ledger";
import { settleAll } from "@/testing/purchases/books";
import {
  type Crash,
  killAndSettle,
  newBuyer,
  paidProgram as paid,
  standingStill,
} from "@/testing/purchases/crash-story";

const MINUTES = 240_000;
// More than any of these asks the database for: the last ones come to their end, or this fails.
const MOST_ANSWERS = 36;

type Plan = Omit<Crash["plan"], "at">;
type Made = Pick<Crash, "trader" | "mend"> & { plan: Plan };

/** Kills a process after each single answer of the database to each of these; how many answers there were. */
async function killAfterEachAnswer(make: () => Promise<Made>, ends: Crash["ends"]) {
  const crashes: Crash[] = [];
  for (let answer = 1; answer <= MOST_ANSWERS; answer++) {
    const { plan, ...made } = await make();
    const when = `after answer ${answer}`;
    crashes.push({ ...made, when, program: paid, ends, plan: { ...plan, at: { answer } } });
  }
  const stood = await killAndSettle(crashes);
  const answers = stood.indexOf(false);

  expect(stood).toEqual(stood.map((_, i) => i < answers));
  return answers;
}

const buys = (refuse?: string) => async () => {
  const { trader, input, mend } = await newBuyer(paid, refuse);
  return { trader, mend, plan: { work: { customer: trader.id, input } } };
};
const resumes = (refuse?: string) => async () => {
  const { trader, purchase, mend } = await standingStill(paid, refuse);
  return { trader, mend, plan: { work: { purchase } } };
};

// The first job of a queue makes it: a transaction that stands still there would hold up the others.
beforeAll(async () => {
  for (let times = 0; times < 2; times++) await standingStill(paid);
  await settleAll();
});
afterAll(async () => expect(await ledgerProblems()).toEqual([]));

test(
  "a purchase killed after any answer of the database is bought once, or was never made",
  async () => {
    expect(await killAfterEachAnswer(buys(), ["active", "never made"])).toBeGreaterThan(10);
  },
  MINUTES,
);

test(
  "one in a single statement is bought once, or was never made",
  async () => {
    const buy = buys();
    const make = async () => {
      const { plan, ...made } = await buy();
      return { ...made, plan: { ...plan, atOnce: true } };
    };
    expect(await killAfterEachAnswer(make, ["active", "never made"])).toBeGreaterThan(5);
  },
  MINUTES,
);

test(
  "one whose challenge is refused is bought once, or taken back once, or was never made",
  async () => {
    const ends: Crash["ends"] = ["active", "taken back", "never made"];
    expect(await killAfterEachAnswer(buys("challenge"), ends)).toBeGreaterThan(15);
  },
  MINUTES,
);

test(
  "a job killed after any answer of the database leaves the purchase to the next",
  async () => {
    expect(await killAfterEachAnswer(resumes(), ["active"])).toBeGreaterThan(8);
  },
  MINUTES,
);

test(
  "a job killed after any answer while it takes back leaves the rest to the next",
  async () => {
    expect(await killAfterEachAnswer(resumes("challenge"), ["taken back"])).toBeGreaterThan(8);
  },
  MINUTES,
);
