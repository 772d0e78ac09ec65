import { afterAll, describe, expect, test } from "vitest";
import { balanceOf, contextOf, newTrader } from "@/testing/actors/trader";
import { ledgerProblems } from "@/testing/database/ledger";
import { failAt } from "@/testing/faults/purchase-faults";
import { type Fault, faultyServer } from "@/testing/faults/trading-server";
import {
  accountOf,
  movementsOf,
  purchaseRow,
  resultOf,
  resumesOf,
  runJobs,
} from "@/testing/purchases/purchase-state";
import { buyChallenge } from "../buy";
import { steps } from "./steps";

// Read with the settings, at their first use: a call that hangs times out soon.
process.env.TRADING_TIMEOUT_SECONDS = "0.5";

// The demo catalog's programs: 499 USD, and free.
const programs = [
  { program_id: 1, of: "a paid program", steps: steps.map(({ name }) => name) },
  {
    program_id: 4,
    of: "a free program",
    steps: steps.map(({ name }) => name).filter((name) => name !== "fee"),
  },
];
const PRICE = 49_900;
const faults = ["cut-before", "cut-after", "hang"] as const;
const resumedBy = ["a replay of its key", "its job"] as const;

const cases = programs.flatMap(({ steps, ...program }) =>
  steps.flatMap((step, i) =>
    faults
      // A challenge whose commit got no response is found: see the next test.
      .filter((fault) => step !== "challenge" || fault !== "cut-after")
      .flatMap((fault) =>
        resumedBy.map((by) => ({ ...program, step, fault, by, before: steps.slice(0, i) })),
      ),
  ),
);

const [PENDING, PAID, ACCOUNT_CREATED, ACTIVE] = [0, 1, 2, 3];
const statusAt: Record<string, number> = {
  fee: PENDING,
  account: PAID,
  initial_balance: ACCOUNT_CREATED,
  challenge: ACCOUNT_CREATED,
};
/** The steps that are requests to the trading server; the challenge is a write of our own. */
const requests = (steps: string[]) => steps.filter((name) => name !== "challenge");
const keysOf = (id: number, steps: string[]) => requests(steps).map((step) => `${id}:${step}:1`);

async function unknownAt(step: string, fault: Fault, program_id: number) {
  const trader = await newTrader(BigInt(PRICE));
  const input = { program_id, payer_login: trader.login, idempotency_key: crypto.randomUUID() };
  const { ctx, server, restore } = await failAt(trader, step, fault);
  const result = await resultOf(() => buyChallenge(ctx, input, server));
  return { trader, input, result, requestKeys: server.requestKeys, restore };
}

afterAll(async () => expect(await ledgerProblems()).toEqual([]));

describe.each(cases)("buyChallenge: $fault at the step $step of $of, resumed by $by", (one) => {
  const { step, fault, program_id, by, before } = one;

  test("→ 202, nothing rolled back, finished with the same request key", async () => {
    const { trader, input, result, requestKeys, restore } = await unknownAt(
      step,
      fault,
      program_id,
    );
    const { id } = result.body.purchase;
    expect(result).toMatchObject({
      status: 202,
      body: {
        accepted: true,
        idempotent: false,
        purchase: {
          status: statusAt[step],
          next_action: "WAIT_ACTIVATION",
          can_retry: false,
          can_cancel: false,
          failure_reason: "",
        },
      },
    });
    expect(requestKeys).toEqual(keysOf(id, [...before, step]));
    expect((await movementsOf(id)).filter(({ reverses }) => reverses)).toEqual([]);
    expect(await resumesOf(id)).toEqual([expect.closeTo(30, -1)]);
    await restore();

    if (by === "its job") {
      await runJobs();
    } else {
      const server = faultyServer(() => undefined);
      const again = await resultOf(() => buyChallenge(contextOf(trader), input, server));
      expect(again).toMatchObject({ status: 200, body: { idempotent: true, purchase: { id } } });
      expect(again.body).not.toHaveProperty("temporary_password");
      const rest = steps.map(({ name }) => name).filter((name) => !before.includes(name));
      expect(server.requestKeys).toEqual(keysOf(id, rest.slice(rest.indexOf(step))));
    }

    expect(await purchaseRow(id)).toMatchObject({ status: ACTIVE, claim: null, attempts: {} });
    const movements = await movementsOf(id);
    expect(movements.map(({ key }) => key)).toEqual(
      keysOf(id, program_id === 1 ? ["fee", "initial_balance"] : ["initial_balance"]),
    );
    expect(movements.filter(({ reverses }) => reverses)).toEqual([]);
    expect(await accountOf(id)).toMatchObject({ enabled: true });
    expect(await balanceOf(trader.login)).toBe(program_id === 1 ? 0 : PRICE);
  });
});

describe.each(programs)("buyChallenge: a purchase of $of", ({ program_id }) => {
  test("the commit of its challenge gets no response → the challenge is found, the purchase active", async () => {
    const { result, restore } = await unknownAt("challenge", "cut-after", program_id);
    await restore();
    expect(result).toMatchObject({
      status: 200,
      body: {
        accepted: true,
        idempotent: false,
        purchase: { status: ACTIVE },
        challenge: { status: 1 },
        // No other call can have returned the password: this one opened the account.
        temporary_password: expect.any(String),
      },
    });
    expect(await movementsOf(result.body.purchase.id)).toHaveLength(program_id === 1 ? 2 : 1);
  });
});

test("resumePurchase: a step gets no response again and again → repeated with the same request key", async () => {
  const { trader, input, result, restore } = await unknownAt("account", "cut-before", 1);
  await restore();
  const { id } = result.body.purchase;
  const server = faultyServer((step) => (step === "account" ? "cut-before" : undefined));
  for (let times = 0; times < 3; times++) {
    const again = await resultOf(() => buyChallenge(contextOf(trader), input, server));
    expect([again.status, again.body.purchase.id]).toEqual([202, id]);
  }
  expect(server.requestKeys).toEqual(Array(3).fill(`${id}:account:1`));
  await runJobs();
  expect(await purchaseRow(id)).toMatchObject({ status: ACTIVE });
});

test("resumePurchase: an unknown step turns out rejected → rolled back then, not before", async () => {
  const { trader, input, result, restore } = await unknownAt("account", "cut-before", 1);
  await restore();
  const { id } = result.body.purchase;
  expect(await movementsOf(id)).toHaveLength(1);
  const server = faultyServer((step) => (step === "account" ? "reject" : undefined));
  const again = await resultOf(() => buyChallenge(contextOf(trader), input, server));
  expect([again.status, again.body.error.code]).toEqual([502, "ACCOUNT_CREATION_FAILED"]);
  expect(again.body).toMatchObject({ idempotent: true, purchase: { id, status: 5 } });
  expect(await balanceOf(trader.login)).toBe(PRICE);
});
