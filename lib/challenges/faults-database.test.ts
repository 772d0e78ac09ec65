import { afterAll, describe, expect, test } from "vitest";
import { cuttableDatabase } from "@/testing/cut-database";
import { ledgerProblems } from "@/testing/ledger";
import { balanceOf } from "@/testing/prop";
import {
  answerOf,
  letTimePass,
  movementsOf,
  purchaseRow,
  settleAll,
} from "@/testing/purchases/books";
import { breakChallenges } from "@/testing/purchases/faults";
import { gatedServer } from "@/testing/purchases/step-server";
import { contextOf, newTrader } from "@/testing/trading";
import { backwardSteps } from "./backward";
import { buyChallenge } from "./buy";
import { forwardSteps } from "./forward";

const line = await cuttableDatabase();
const PRICE = 49_900;

const [PAID, FAILED] = [200, 502];
const whens = ["before", "after"] as const;
const resumedBy = ["a replay", "the job"];

const cases = [
  ...forwardSteps.map(({ name }) => ({ step: name, answered: 202, ends: PAID })),
  ...backwardSteps.map(({ name }) => ({ step: name, answered: FAILED, ends: FAILED })),
]
  // The challenge is a write of our own: no request stands between us and it.
  .filter(({ step }) => step !== "challenge")
  .flatMap((one) => whens.flatMap((when) => resumedBy.map((by) => ({ ...one, when, by }))));

afterAll(async () => expect(await ledgerProblems()).toEqual([]));

describe.each(cases)("when the database goes away $when the step $step", (one) => {
  test(`the purchase is answered as it stands, and comes to its end with ${one.by}`, async () => {
    const trader = await newTrader(BigInt(PRICE));
    const input = { program_id: 1, payer_login: trader.login, idempotency_key: "the key" };
    const gate = gatedServer(one);
    const broken = one.ends === FAILED ? await breakChallenges(trader, "refuse") : undefined;
    const first = answerOf(() => buyChallenge(contextOf(trader), input, gate.server));
    await gate.reached;
    await broken?.mend();
    await line.cut();
    gate.open();
    const { status, body } = await first.finally(line.mend);
    expect(status).toBe(one.answered);
    expect(body).toMatchObject({ accepted: one.answered === 202, idempotent: false });
    const { id } = body.purchase;

    if (one.by === "the job") await settleAll();
    await letTimePass();
    const replay = () => answerOf(() => buyChallenge(contextOf(trader), input));
    expect(await replay()).toMatchObject({
      status: one.ends,
      body: { idempotent: true, purchase: { id } },
    });
    await settleAll();
    const isPaid = one.ends === PAID;
    expect(await purchaseRow(id)).toMatchObject({ status: isPaid ? 3 : 5, rollback_problem: null });
    expect(await movementsOf(id)).toHaveLength(isPaid ? 2 : 4);
    expect(await balanceOf(trader.login)).toBe(isPaid ? 0 : PRICE);
  });
});
