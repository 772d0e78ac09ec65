import { afterAll, describe, expect, test } from "vitest";
import { balanceOf, contextOf, newTrader } from "@/testing/actors/trader";
import { ledgerProblems } from "@/testing/database/ledger";
import { cuttableDatabase } from "@/testing/faults/cut-database";
import { breakChallengeInserts } from "@/testing/faults/purchase-faults";
import { gatedServer } from "@/testing/faults/trading-server";
import {
  letTimePass,
  movementsOf,
  purchaseRow,
  resultOf,
  settleAll,
} from "@/testing/purchases/purchase-state";
import { buyChallenge } from "../buy";
import { compensations } from "./compensations";
import { steps } from "./steps";

const line = await cuttableDatabase();
const PRICE = 49_900;

const [PAID, FAILED] = [200, 502];
const whens = ["before", "after"] as const;
const resumedBy = ["a replay", "the job"];

const cases = [
  ...steps.map(({ name }) => ({ step: name, expected: 202, ends: PAID })),
  ...compensations.map(({ name }) => ({ step: name, expected: FAILED, ends: FAILED })),
]
  // The challenge is a write of our own: there is no request before it.
  .filter(({ step }) => step !== "challenge")
  .flatMap((one) => whens.flatMap((when) => resumedBy.map((by) => ({ ...one, when, by }))));

afterAll(async () => expect(await ledgerProblems()).toEqual([]));

describe.each(cases)(
  "buyChallenge: the database becomes unavailable $when the step $step",
  (one) => {
    test(`→ its present status in the response, finished by ${one.by}`, async () => {
      const trader = await newTrader(BigInt(PRICE));
      const input = { program_id: 1, payer_login: trader.login, idempotency_key: "the key" };
      const gate = gatedServer(one);
      const broken =
        one.ends === FAILED ? await breakChallengeInserts(trader, "reject") : undefined;
      const first = resultOf(() => buyChallenge(contextOf(trader), input, gate.server));
      await gate.reached;
      await broken?.restore();
      await line.cut();
      gate.open();
      const { status, body } = await first.finally(line.restore);
      expect(status).toBe(one.expected);
      expect(body).toMatchObject({ accepted: one.expected === 202, idempotent: false });
      const { id } = body.purchase;

      if (one.by === "the job") await settleAll();
      await letTimePass();
      const replay = () => resultOf(() => buyChallenge(contextOf(trader), input));
      expect(await replay()).toMatchObject({
        status: one.ends,
        body: { idempotent: true, purchase: { id } },
      });
      await settleAll();
      const isPaid = one.ends === PAID;
      expect(await purchaseRow(id)).toMatchObject({
        status: isPaid ? 3 : 5,
        rollback_problem: null,
      });
      expect(await movementsOf(id)).toHaveLength(isPaid ? 2 : 4);
      expect(await balanceOf(trader.login)).toBe(isPaid ? 0 : PRICE);
    });
  },
);
