import { expect, vi } from "vitest";
import { buyChallenge } from "@/lib/purchases/buy";
import { compensations } from "@/lib/purchases/saga/compensations";
import { steps as sagaSteps } from "@/lib/purchases/saga/steps";
import { balanceOf, contextOf, newTrader, type Trader } from "../actors/trader";
import type { CrashPlan } from "../faults/crash-plan";
import { crashPurchases } from "../faults/crash-purchases";
import { breakChallengeInserts } from "../faults/purchase-faults";
import { type Fault, faultyServer } from "../faults/trading-server";
import { purchasesOf } from "./counts";
import { accountOf, movementsOf, resultOf, settleAll } from "./purchase-state";

const PRICE = 49_900;
/** The demo catalog's: 499 USD, and nothing. */
export const paidProgram = { program_id: 1, of: "a paid program", isPaid: true };
const freeProgram = { program_id: 4, of: "a free program", isPaid: false };
export const programs = [paidProgram, freeProgram];
export type Program = typeof paidProgram;

/** A purchase during which a process is killed, and how it may end. */
export interface Crash {
  when: string;
  trader: Trader;
  program: Program;
  plan: CrashPlan;
  restore: () => Promise<unknown>;
  ends: ("active" | "rolled back" | "never created")[];
}

/** A trader who can buy a program. Where the step to be rejected is the challenge, the database rejects its insert. */
export async function newBuyer({ program_id }: Program, rejectedStep?: string) {
  const trader = await newTrader(BigInt(PRICE));
  const broken =
    rejectedStep === "challenge" ? await breakChallengeInserts(trader, "reject") : undefined;
  const input = { program_id, payer_login: trader.login, idempotency_key: "the key" };
  return { trader, input, restore: async () => broken?.restore() };
}

/** Buys with these faults. Returns the id of the purchase. */
async function buyWith(
  buyer: Awaited<ReturnType<typeof newBuyer>>,
  faultOf: (step: string) => Fault | undefined,
): Promise<number> {
  const ctx = contextOf(buyer.trader);
  const { body } = await resultOf(() => buyChallenge(ctx, buyer.input, faultyServer(faultOf)));
  await buyer.restore();
  return body.purchase.id;
}

/** The steps of a purchase, and its compensations after a rejected step: found by running one. */
export async function stepsOf(program: Program, rejectedStep?: string) {
  const steps = [...sagaSteps, ...compensations];
  const spies = steps.map((step) => vi.spyOn(step, "perform"));
  await buyWith(await newBuyer(program, rejectedStep), (step) =>
    step === rejectedStep ? "reject" : undefined,
  );
  const taken = steps.filter((_, i) => spies[i]?.mock.calls.length);
  for (const spy of spies) spy.mockRestore();
  const named = (some: readonly { name: string }[]) =>
    taken.flatMap(({ name }) => (some.some((step) => step.name === name) ? name : []));
  return { forward: named(sagaSteps), back: named(compensations) };
}

/** A stalled purchase: at its beginning, or before the compensations that a rejected step requires. */
export async function stalledPurchase(program: Program, rejectedStep?: string) {
  const buyer = await newBuyer(program, rejectedStep);
  const back = compensations.map(({ name }) => name);
  const purchase = await buyWith(buyer, (step) => {
    if (step === rejectedStep) return "reject";
    return back.includes(step) || !rejectedStep ? "cut-before" : undefined;
  });
  return { ...buyer, purchase };
}

/**
 * Kills a process during all these purchases, runs the jobs that finish them, and checks each. Returns which of them had
 * not ended before the process was killed.
 */
export async function killAndSettle(crashes: Crash[]): Promise<boolean[]> {
  const reached = await crashPurchases(crashes.map(({ plan }) => plan));
  for (const { restore } of crashes) await restore();
  await settleAll();
  for (const one of crashes) await expectEnd(one);
  return reached;
}

async function expectEnd({ when, trader, program, ends }: Crash) {
  const [row, ...others] = await purchasesOf(trader.id);
  expect(others, when).toEqual([]);
  const end = !row ? "never created" : row.status === 3 ? "active" : "rolled back";
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
