import { expect, vi } from "vitest";
import { backwardSteps } from "@/lib/challenges/backward";
import { buyChallenge } from "@/lib/challenges/buy";
import { forwardSteps } from "@/lib/challenges/forward";
import { balanceOf, purchasesOf } from "../prop";
import { contextOf, type Fault, faultyServer, newTrader, type Trader } from "../trading";
import { accountOf, answerOf, movementsOf, settleAll } from "./books";
import { crash } from "./crash";
import type { CrashPlan } from "./crash-plan";
import { breakChallenges } from "./faults";

const PRICE = 49_900;
/** The demo catalog's: 499 USD, and nothing. */
export const paidProgram = { program_id: 1, of: "a paid program", isPaid: true };
const freeProgram = { program_id: 4, of: "a free program", isPaid: false };
export const programs = [paidProgram, freeProgram];
export type Program = typeof paidProgram;

/** A purchase that a process is to be killed over, and how it may end after all. */
export interface Crash {
  when: string;
  trader: Trader;
  program: Program;
  plan: CrashPlan;
  mend: () => Promise<unknown>;
  ends: ("active" | "taken back" | "never made")[];
}

/** Someone about to buy; the database refuses to record a challenge of theirs where that is refused. */
export async function newBuyer({ program_id }: Program, refuse?: string) {
  const trader = await newTrader(BigInt(PRICE));
  const broken = refuse === "challenge" ? await breakChallenges(trader, "refuse") : undefined;
  const input = { program_id, payer_login: trader.login, idempotency_key: "the key" };
  return { trader, input, mend: async () => broken?.mend() };
}

/** Buys with these faults, as far as that goes; the purchase's id. */
async function buyWith(
  buyer: Awaited<ReturnType<typeof newBuyer>>,
  faultOf: (step: string) => Fault | undefined,
): Promise<number> {
  const ctx = contextOf(buyer.trader);
  const { body } = await answerOf(() => buyChallenge(ctx, buyer.input, faultyServer(faultOf)));
  await buyer.mend();
  return body.purchase.id;
}

/** The steps that a purchase takes, forward and back from a refusal: found by taking them. */
export async function stepsOf(program: Program, refuse?: string) {
  const steps = [...forwardSteps, ...backwardSteps];
  const spies = steps.map((step) => vi.spyOn(step, "perform"));
  await buyWith(await newBuyer(program, refuse), (step) =>
    step === refuse ? "refuse" : undefined,
  );
  const taken = steps.filter((_, i) => spies[i]?.mock.calls.length);
  for (const spy of spies) spy.mockRestore();
  const named = (some: readonly { name: string }[]) =>
    taken.flatMap(({ name }) => (some.some((step) => step.name === name) ? name : []));
  return { forward: named(forwardSteps), back: named(backwardSteps) };
}

/** A purchase that stands still: at its beginning, or before all that a refusal makes it take back. */
export async function standingStill(program: Program, refuse?: string) {
  const buyer = await newBuyer(program, refuse);
  const back = backwardSteps.map(({ name }) => name);
  const purchase = await buyWith(buyer, (step) => {
    if (step === refuse) return "refuse";
    return back.includes(step) || !refuse ? "cut-before" : undefined;
  });
  return { ...buyer, purchase };
}

/**
 * Kills a process over all these purchases, lets the jobs finish what it left, and looks at what came
 * of each. Tells which of them had not come to their end before.
 */
export async function killAndSettle(crashes: Crash[]): Promise<boolean[]> {
  const stood = await crash(crashes.map(({ plan }) => plan));
  for (const { mend } of crashes) await mend();
  await settleAll();
  for (const one of crashes) await expectEnd(one);
  return stood;
}

async function expectEnd({ when, trader, program, ends }: Crash) {
  const [row, ...others] = await purchasesOf(trader.id);
  expect(others, when).toEqual([]);
  const end = !row ? "never made" : row.status === 3 ? "active" : "taken back";
  expect(ends, when).toContain(end);
  const isActive = end === "active";
  expect(await balanceOf(trader.login), when).toBe(isActive && program.isPaid ? 0 : PRICE);
  if (!row) return;
  const status = isActive ? 3 : program.isPaid ? 5 : 4;
  expect(row, when).toMatchObject({ status, rollback_problem: null });
  const account = await accountOf(row.id);
  expect([account?.login ?? null, account?.enabled ?? false], when).toEqual([
    row.account_login,
    isActive,
  ]);
  const movements = await movementsOf(row.id);
  const back = movements.filter(({ reverses }) => reverses);
  expect(movements.length - 2 * back.length, when).toBe(!isActive ? 0 : program.isPaid ? 2 : 1);
}
