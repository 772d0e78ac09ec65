import { afterAll, describe, expect, test } from "vitest";
import { ledgerProblems } from "@/testing/ledger";
import { balanceOf } from "@/testing/prop";
import {
  accountOf,
  answerOf,
  movementsOf,
  purchaseRow,
  resumesOf,
  runJobs,
} from "@/testing/purchases/books";
import { failAt } from "@/testing/purchases/faults";
import { contextOf, type Fault, faultyServer, newTrader } from "@/testing/trading";
import { buyChallenge } from "./buy";
import { forwardSteps } from "./forward";

// Read with the settings, at the first use of them: what hangs is given up soon.
process.env.TRADING_ANSWER_SECONDS = "0.5";

// The demo catalog's: 499 USD, and nothing.
const programs = [
  { program_id: 1, of: "a paid program", steps: forwardSteps.map(({ name }) => name) },
  {
    program_id: 4,
    of: "a free program",
    steps: forwardSteps.map(({ name }) => name).filter((name) => name !== "fee"),
  },
];
const PRICE = 49_900;
const faults = ["cut-before", "cut-after", "hang"] as const;
const resumedBy = ["a replay of its key", "its job"] as const;

const cases = programs.flatMap(({ steps, ...program }) =>
  steps.flatMap((step, i) =>
    faults
      // A challenge whose commit was not answered is found to be there: the next test.
      .filter((fault) => step !== "challenge" || fault !== "cut-after")
      .flatMap((fault) =>
        resumedBy.map((by) => ({ ...program, step, fault, by, before: steps.slice(0, i) })),
      ),
  ),
);

const [PENDING, PAID, ACCOUNT_CREATED, ACTIVE] = [0, 1, 2, 3];
const standsAt: Record<string, number> = {
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
  const { ctx, server, mend } = await failAt(trader, step, fault);
  const answer = await answerOf(() => buyChallenge(ctx, input, server));
  return { trader, input, answer, asked: server.asked, mend };
}

afterAll(async () => expect(await ledgerProblems()).toEqual([]));

describe.each(cases)("$fault at the step $step of $of, resumed by $by", (one) => {
  const { step, fault, program_id, by, before } = one;

  test("is accepted, waits, takes nothing back and is finished with the same key", async () => {
    const { trader, input, answer, asked, mend } = await unknownAt(step, fault, program_id);
    const { id } = answer.body.purchase;
    expect(answer).toMatchObject({
      status: 202,
      body: {
        accepted: true,
        idempotent: false,
        purchase: {
          status: standsAt[step],
          next_action: "WAIT_ACTIVATION",
          can_retry: false,
          can_cancel: false,
          failure_reason: "",
        },
      },
    });
    expect(asked).toEqual(keysOf(id, [...before, step]));
    expect((await movementsOf(id)).filter(({ reverses }) => reverses)).toEqual([]);
    expect(await resumesOf(id)).toEqual([expect.closeTo(30, -1)]);
    await mend();

    if (by === "its job") {
      await runJobs();
    } else {
      const server = faultyServer(() => undefined);
      const again = await answerOf(() => buyChallenge(contextOf(trader), input, server));
      expect(again).toMatchObject({ status: 200, body: { idempotent: true, purchase: { id } } });
      expect(again.body).not.toHaveProperty("temporary_password");
      const rest = forwardSteps.map(({ name }) => name).filter((name) => !before.includes(name));
      expect(server.asked).toEqual(keysOf(id, rest.slice(rest.indexOf(step))));
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

describe.each(programs)("of $of", ({ program_id }) => {
  test("a challenge whose commit was not answered is found, and its purchase is active", async () => {
    const { answer, mend } = await unknownAt("challenge", "cut-after", program_id);
    await mend();
    expect(answer).toMatchObject({
      status: 200,
      body: {
        accepted: true,
        idempotent: false,
        purchase: { status: ACTIVE },
        challenge: { status: 1 },
        // Nobody else can have been shown it: this call opened the account.
        temporary_password: expect.any(String),
      },
    });
    expect(await movementsOf(answer.body.purchase.id)).toHaveLength(program_id === 1 ? 2 : 1);
  });
});

test("a step that stays unanswered is asked for again and again with its one key", async () => {
  const { trader, input, answer, mend } = await unknownAt("account", "cut-before", 1);
  await mend();
  const { id } = answer.body.purchase;
  const server = faultyServer((step) => (step === "account" ? "cut-before" : undefined));
  for (let times = 0; times < 3; times++) {
    const again = await answerOf(() => buyChallenge(contextOf(trader), input, server));
    expect([again.status, again.body.purchase.id]).toEqual([202, id]);
  }
  expect(server.asked).toEqual(Array(3).fill(`${id}:account:1`));
  await runJobs();
  expect(await purchaseRow(id)).toMatchObject({ status: ACTIVE });
});

test("an outcome that turns out to be a refusal is taken back then, and not before", async () => {
  const { trader, input, answer, mend } = await unknownAt("account", "cut-before", 1);
  await mend();
  const { id } = answer.body.purchase;
  expect(await movementsOf(id)).toHaveLength(1);
  const server = faultyServer((step) => (step === "account" ? "refuse" : undefined));
  const again = await answerOf(() => buyChallenge(contextOf(trader), input, server));
  expect([again.status, again.body.error.code]).toEqual([502, "ACCOUNT_CREATION_FAILED"]);
  expect(again.body).toMatchObject({ idempotent: true, purchase: { id, status: 5 } });
  expect(await balanceOf(trader.login)).toBe(PRICE);
});
