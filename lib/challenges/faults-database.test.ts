import { afterAll, expect, test } from "vitest";
import { cuttableDatabase } from "@/testing/cut-database";
import { ledgerProblems } from "@/testing/ledger";
import { balanceOf } from "@/testing/prop";
import { answerOf, letTimePass, movementsOf, purchaseRow, settleAll } from "@/testing/purchases";
import { gatedServer } from "@/testing/step-server";
import { contextOf, newTrader } from "@/testing/trading";
import { buyChallenge } from "./buy";
import { forwardSteps } from "./forward";

const line = await cuttableDatabase();
const PRICE = 49_900;

const cases = forwardSteps
  .filter(({ name }) => name !== "challenge")
  .flatMap(({ name }) =>
    (["before", "after"] as const).flatMap((when) =>
      ["a replay", "the job"].map((by) => ({ step: name, when, by })),
    ),
  );

afterAll(async () => expect(await ledgerProblems()).toEqual([]));

test.each(cases)(
  "a database that goes away $when the step $step is 503, and $by finishes the purchase",
  async ({ step, when, by }) => {
    const trader = await newTrader(BigInt(PRICE));
    const input = { program_id: 1, payer_login: trader.login, idempotency_key: "the key" };
    const gate = gatedServer({ step, when });
    const first = answerOf(() => buyChallenge(contextOf(trader), input, gate.server));
    await gate.reached;
    await line.cut();
    gate.open();
    expect(await first).toMatchObject({
      status: 503,
      body: { error: { code: "UNAVAILABLE", retryable: true } },
    });
    await line.mend();

    if (by === "the job") await settleAll();
    await letTimePass();
    const { status, body } = await answerOf(() => buyChallenge(contextOf(trader), input));
    expect([status, body.idempotent, body.purchase.status]).toEqual([200, true, 3]);
    expect(await purchaseRow(body.purchase.id)).toMatchObject({ claim: null, attempts: {} });
    expect(await movementsOf(body.purchase.id)).toHaveLength(2);
    expect(await balanceOf(trader.login)).toBe(0);
  },
);
