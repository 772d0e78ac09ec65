import { afterAll, describe, expect, test } from "vitest";
import { ledgerProblems } from "@/testing/ledger";
import { balanceOf } from "@/testing/prop";
import { accountOf, answerOf, movementsOf, purchaseRow, runJobs } from "@/testing/purchases/books";
import { breakChallenges, failAt } from "@/testing/purchases/faults";
import { contextOf, newTrader, type Trader } from "@/testing/trading";
import { buyChallenge } from "./buy";
import { forwardSteps } from "./forward";

// The demo catalog's: 499 USD for an account of 100,000, nothing for one of 10,000.
const PRICE = 49_900;
const paid = { program_id: 1, name: "a paid program", deposit: 10_000_000 };
const free = { program_id: 4, name: "a free program", deposit: 1_000_000 };

const FEE = "PROP_CHALLENGE_PURCHASE";
const BALANCE = "PROP_CHALLENGE_INITIAL_BALANCE";
const feeAndBack = [`payer out ${FEE}`, `payer in ${FEE}_ROLLBACK of ${FEE}`];

/** The contract's table: the code of each step's refusal, and the movements that it leaves. */
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
  forwardSteps
    .filter(({ name }) => program === paid || name !== "fee")
    .map(({ name }) => ({ step: name, program, of: program.name })),
);

/** Buys with one refused step; what was answered, and what is stored and booked afterwards. */
async function refusedAt(step: string, program_id: number) {
  const trader = await newTrader(BigInt(PRICE));
  const input = { program_id, payer_login: trader.login, idempotency_key: crypto.randomUUID() };
  const { ctx, server, mend } = await failAt(trader, step, "refuse");
  const answer = await answerOf(() => buyChallenge(ctx, input, server));
  await mend();
  return { trader, input, answer, ...(await seen(answer.body.purchase.id)) };
}

async function seen(id: number) {
  const account = await accountOf(id);
  return { row: await purchaseRow(id), movements: await movementsOf(id), account };
}

type Movement = Awaited<ReturnType<typeof movementsOf>>[number];

/** A movement in words, after its sign, its command and its amount were seen to agree. */
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

describe.each(cases)("a refusal of the step $step of $of", ({ step, program }) => {
  const { code, movements, account } = table[step] ?? { code: "", movements: [], account: false };
  const expected = program === paid ? movements : movements.filter((m) => !m.startsWith("payer"));
  const refunded = expected.some((m) => m.startsWith("payer"));

  test("is answered with its code and the purchase, and is taken back as the contract's table says", async () => {
    const { trader, answer, row, ...books } = await refusedAt(step, program.program_id);
    expect([answer.status, answer.body.error.code]).toEqual([502, code]);
    expect(answer.body).toMatchObject({ accepted: false, idempotent: false });
    expect(answer.body.purchase).toMatchObject({
      status: refunded ? 5 : 4,
      status_name: refunded ? "refunded" : "failed",
      comment: `PROP_CHALLENGE_PURCHASE_${refunded ? "REFUNDED" : "FAILED"}`,
      next_action: refunded ? "BUY_AGAIN" : "RETRY",
      can_retry: !refunded,
      can_cancel: false,
      payment_status: program === free ? "not_required" : refunded ? "refunded" : "failed",
      activation_status: "failed",
      failure_reason: code,
      account_login: account ? books.account.login : null,
    });
    expect(books.movements.map((m) => describeMovement(m, trader, program))).toEqual(expected);
    expect(await balanceOf(trader.login)).toBe(PRICE);
    expect(books.account).toEqual(
      account ? { login: expect.any(Number), enabled: false, balance: 0 } : null,
    );
    expect(row).toMatchObject({ claim: null, rollback_problem: null });
  });

  test("keeps beside each movement what it was for", async () => {
    const { trader, input, row, movements: booked } = await refusedAt(step, program.program_id);
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

  test("is replayed with its code and moves nothing again, nor does its job", async () => {
    const { trader, input, answer, row, ...books } = await refusedAt(step, program.program_id);
    const again = await answerOf(() => buyChallenge(contextOf(trader), input));
    expect([again.status, again.body.error.code]).toEqual([502, code]);
    expect(again.body).toEqual({
      ...answer.body,
      error: again.body.error,
      idempotent: true,
    });
    await runJobs();
    expect(await seen(row.id)).toEqual({ row, ...books });
  });
});

test("a challenge that the database refuses at the commit alone fails like one refused at once", async () => {
  const trader = await newTrader(BigInt(PRICE));
  const { ctx, mend } = {
    ctx: contextOf(trader),
    ...(await breakChallenges(trader, "refuse-late")),
  };
  const input = { program_id: 1, payer_login: trader.login };
  const { status, body } = await answerOf(() => buyChallenge(ctx, input));
  await mend();
  expect([status, body.error.code]).toEqual([502, "CHALLENGE_CREATION_FAILED"]);
  expect(body.purchase).toMatchObject({ status: 5, payment_status: "refunded" });
  expect(await balanceOf(trader.login)).toBe(PRICE);
});
