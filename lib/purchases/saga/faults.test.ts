import { afterAll, describe, expect, test } from "vitest";
import { balanceOf, contextOf, newTrader, type Trader } from "@/testing/actors/trader";
import { ledgerProblems } from "@/testing/database/ledger";
import { breakChallengeInserts, failAt } from "@/testing/faults/purchase-faults";
import {
  accountOf,
  movementsOf,
  purchaseRow,
  resultOf,
  runJobs,
} from "@/testing/purchases/purchase-state";
import { buyChallenge } from "../buy";
import { steps } from "./steps";

// The demo catalog's programs: 499 USD for an account of 100,000, and a free one of 10,000.
const PRICE = 49_900;
const paid = { program_id: 1, name: "a paid program", deposit: 10_000_000 };
const free = { program_id: 4, name: "a free program", deposit: 1_000_000 };

const FEE = "PROP_CHALLENGE_PURCHASE";
const BALANCE = "PROP_CHALLENGE_INITIAL_BALANCE";
const feeAndBack = [`payer out ${FEE}`, `payer in ${FEE}_ROLLBACK of ${FEE}`];

/** The documented code of each step's rejection, and the operations that it leaves. */
const table: Record<string, { code: string; movements: string[]; account: boolean }> = {
  fee: { code: "PAYMENT_FAILED", movements: [], account: false },
  account: { code: "ACCOUNT_CREATION_FAILED", movements: feeAndBack, account: false },
  initial_balance: { code: "INITIAL_BALANCE_FAILED", movements: feeAndBack, account: true },
  challenge: {
    code: "CHALLENGE_CREATION_FAILED",
    movements: [
      `payer out ${FEE}`,
      `challenge in ${BALANCE}`,
      `challenge out ${BALANCE}_ROLLBACK of ${BALANCE}`,
      `payer in ${FEE}_ROLLBACK of ${FEE}`,
    ],
    account: true,
  },
};

const cases = [paid, free].flatMap((program) =>
  steps
    .filter(({ name }) => program === paid || name !== "fee")
    .map(({ name }) => ({ step: name, program, of: program.name })),
);

/** A purchase with one rejected step: the response, and what is stored and booked afterwards. */
async function rejectedAt(step: string, program_id: number) {
  const trader = await newTrader(BigInt(PRICE));
  const input = { program_id, payer_login: trader.login, idempotency_key: crypto.randomUUID() };
  const { ctx, server, restore } = await failAt(trader, step, "reject");
  const result = await resultOf(() => buyChallenge(ctx, input, server));
  await restore();
  return { trader, input, result, ...(await storedState(result.body.purchase.id)) };
}

async function storedState(id: number) {
  const account = await accountOf(id);
  return { row: await purchaseRow(id), movements: await movementsOf(id), account };
}

type Movement = Awaited<ReturnType<typeof movementsOf>>[number];

/** An operation as text, after its sign, command and amount were compared. */
function describeMovement(movement: Movement, trader: Trader, program: typeof paid) {
  const isPayer = movement.login === trader.login;
  const isOut = movement.amount < 0;
  expect(movement.command).toBe(isOut ? 8 : 6);
  expect(Math.abs(movement.amount)).toBe(isPayer ? PRICE : program.deposit);
  expect(movement.reason).toBe("TR_REASON_PROP");
  const reversed = movement.reverses === null ? "" : ` of ${movement.reverses}`;
  return `${isPayer ? "payer" : "challenge"} ${isOut ? "out" : "in"} ${movement.comment}${reversed}`;
}

afterAll(async () => expect(await ledgerProblems()).toEqual([]));

describe.each(cases)("buyChallenge: the step $step of $of is rejected", ({ step, program }) => {
  const { code, movements, account } = table[step] ?? { code: "", movements: [], account: false };
  const expected = program === paid ? movements : movements.filter((m) => !m.startsWith("payer"));
  const refunded = expected.some((m) => m.startsWith("payer"));

  test("→ its code and the purchase, rolled back as documented", async () => {
    const { trader, result, row, ...stored } = await rejectedAt(step, program.program_id);
    expect([result.status, result.body.error.code]).toEqual([502, code]);
    expect(result.body).toMatchObject({ accepted: false, idempotent: false });
    expect(result.body.purchase).toMatchObject({
      status: refunded ? 5 : 4,
      status_name: refunded ? "refunded" : "failed",
      comment: `PROP_CHALLENGE_PURCHASE_${refunded ? "REFUNDED" : "FAILED"}`,
      next_action: refunded ? "BUY_AGAIN" : "RETRY",
      can_retry: !refunded,
      can_cancel: false,
      payment_status: program === free ? "not_required" : refunded ? "refunded" : "failed",
      activation_status: "failed",
      failure_reason: code,
      account_login: account ? stored.account.login : null,
    });
    expect(stored.movements.map((m) => describeMovement(m, trader, program))).toEqual(expected);
    expect(await balanceOf(trader.login)).toBe(PRICE);
    expect(stored.account).toEqual(
      account ? { login: expect.any(Number), enabled: false, balance: 0 } : null,
    );
    expect(row).toMatchObject({ claim: null, rollback_problem: null });
  });

  test("→ each operation is stored with its purpose", async () => {
    const { trader, input, row, movements: booked } = await rejectedAt(step, program.program_id);
    for (const { api_data, comment } of booked) {
      expect(api_data).toEqual({
        module: "prop_challenge",
        operation: comment,
        program_id: program.program_id,
        purchase_id: row.id,
        customer_id: trader.id,
        payer_login: trader.login,
        challenge_login: comment === FEE ? null : row.account_login,
        idempotency_key: input.idempotency_key,
      });
    }
  });

  test("replayed or resumed by its job → its code, nothing booked again", async () => {
    const { trader, input, result, row, ...stored } = await rejectedAt(step, program.program_id);
    const again = await resultOf(() => buyChallenge(contextOf(trader), input));
    expect([again.status, again.body.error.code]).toEqual([502, code]);
    expect(again.body).toEqual({
      ...result.body,
      error: again.body.error,
      idempotent: true,
    });
    await runJobs();
    expect(await storedState(row.id)).toEqual({ row, ...stored });
  });
});

test("buyChallenge: the database rejects the challenge only at the commit → fails like one rejected before", async () => {
  const trader = await newTrader(BigInt(PRICE));
  const { ctx, restore } = {
    ctx: contextOf(trader),
    ...(await breakChallengeInserts(trader, "reject-late")),
  };
  const input = { program_id: 1, payer_login: trader.login };
  const { status, body } = await resultOf(() => buyChallenge(ctx, input));
  await restore();
  expect([status, body.error.code]).toEqual([502, "CHALLENGE_CREATION_FAILED"]);
  expect(body.purchase).toMatchObject({ status: 5, payment_status: "refunded" });
  expect(await balanceOf(trader.login)).toBe(PRICE);
});
