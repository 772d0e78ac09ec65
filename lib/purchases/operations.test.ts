import { expect, test } from "vitest";
import { buyFromWallet, newTrader, type Trader } from "@/testing/actors/trader";
import { as } from "@/testing/http/client";
import { rejectChallenges } from "@/testing/purchases/rows";

const statement = async (me: Trader, login: number) =>
  (await as(me).get(`/prop/accounts/${login}/operations`)).body.rows;

/** The documented fields of each operation, and the api_data that all operations of a purchase have. */
function table(me: Trader, key: string | null, id: number, challengeLogin: number) {
  return (comment: string, login: number, amount: number, more: object = {}) =>
    expect.objectContaining({
      login,
      amount,
      comment,
      command: amount > 0 ? 6 : 8,
      command_name: amount > 0 ? "OP_BALANCE_IN" : "OP_BALANCE_OUT",
      currency: "USD",
      reason: "TR_REASON_PROP",
      reverses_order: null,
      reversed_by_order: null,
      api_data: {
        module: "prop_challenge",
        operation: comment,
        program_id: 1,
        purchase_id: id,
        customer_id: me.id,
        payer_login: me.login,
        // The fee is withdrawn before the account exists.
        challenge_login: comment === "PROP_CHALLENGE_PURCHASE" ? null : challengeLogin,
        idempotency_key: key,
      },
      ...more,
    });
}

test("buyChallenge: a purchase → the documented operations: the fee withdrawn, the initial balance deposited", async () => {
  const me = await newTrader(60_000n);
  const idempotency_key = "a key of mine";
  const { purchase, payment_order, initial_balance_order } = (
    await buyFromWallet(me, { idempotency_key })
  ).body;
  const row = table(me, idempotency_key, purchase.id, purchase.account_login);
  const [fee, deposit, ...more] = await statement(me, me.login);
  expect(fee).toEqual(
    row("PROP_CHALLENGE_PURCHASE", me.login, -499, { order: payment_order, balance_after: 101 }),
  );
  expect([deposit.comment, more]).toEqual(["TEST_DEPOSIT", []]);
  expect(await statement(me, purchase.account_login)).toEqual([
    row("PROP_CHALLENGE_INITIAL_BALANCE", purchase.account_login, 100_000, {
      order: initial_balance_order,
      balance_after: 100_000,
    }),
  ]);
});

test("buyChallenge: the challenge can't be recorded → both operations reversed, as documented", async () => {
  const me = await newTrader(49_900n);
  const allow = await rejectChallenges();
  const { status, body } = await buyFromWallet(me).finally(allow);
  expect([status, body.error.code]).toEqual([502, "CHALLENGE_CREATION_FAILED"]);
  const { id, account_login } = body.purchase;
  const row = table(me, null, id, account_login);

  const [feeBack, fee] = await statement(me, me.login);
  expect([feeBack, fee]).toEqual([
    row("PROP_CHALLENGE_PURCHASE_ROLLBACK", me.login, 499, { reverses_order: fee.order }),
    row("PROP_CHALLENGE_PURCHASE", me.login, -499, { reversed_by_order: feeBack.order }),
  ]);
  const [balanceBack, balance] = await statement(me, account_login);
  expect([balanceBack, balance]).toEqual([
    row("PROP_CHALLENGE_INITIAL_BALANCE_ROLLBACK", account_login, -100_000, {
      reverses_order: balance.order,
    }),
    row("PROP_CHALLENGE_INITIAL_BALANCE", account_login, 100_000, {
      reversed_by_order: balanceBack.order,
    }),
  ]);
});
