import { beforeAll, describe, expect, test } from "vitest";
import { database } from "@/lib/database";
import { tradingServer } from "@/lib/trading";
import { newProgram } from "@/testing/programs";
import { census, prop } from "@/testing/prop";
import {
  type RuleName,
  ruleNames,
  rulePairs,
  rules,
  wishThatBreaks,
} from "@/testing/purchases/wishes";
import { buyThroughRoute, fund, newTrader, openAccount, type Trader } from "@/testing/trading";

let me: Trader;
let stranger: Trader;
beforeAll(async () => {
  me = await newTrader(1_000_000n);
  stranger = await newTrader();
});

interface Wish {
  program_id: number;
  payer_login: number;
}

const preview = async (body: Wish) => (await prop(me, "POST challenge/preview", { body })).body;
const payerRow = async ({ program_id, payer_login }: Wish) => {
  const params = { id: program_id };
  const { body } = await prop(me, "GET programs/[id]/payer-accounts", { params });
  return body.rows.find(({ login }: { login: number }) => login === payer_login);
};

/** Buys in vain: what was said, after seeing that the preview says the same and that nothing is left. */
async function refusalOf(wish: Wish, idempotency_key?: string) {
  const before = await census();
  const { status, body } = await buyThroughRoute(me, { ...wish, idempotency_key });
  expect(body).toEqual({ error: expect.objectContaining({ retryable: false }) });
  const { code, message } = body.error;
  expect(await preview(wish)).toMatchObject({ can_buy: false, reason: code, message });
  expect(await census()).toEqual(before);
  return { status, code, message };
}

const expected = (rule: RuleName, { payer_login }: Wish) => {
  const { status, code, message } = rules[rule];
  return { status, code, message: message(payer_login) };
};

describe.each(ruleNames)("unless %s", (rule) => {
  test("a purchase is refused, leaves nothing and binds no key, and a preview says the same", async () => {
    const wish = await wishThatBreaks(me, stranger, [rule]);
    const idempotency_key = crypto.randomUUID();
    expect(await refusalOf(wish, idempotency_key)).toEqual(expected(rule, wish));
    const other = await buyThroughRoute(me, { program_id: 2, idempotency_key });
    expect([other.status, other.body.idempotent]).toEqual([200, false]);
  });

  test("the account's row among the payers gives the same reason", async () => {
    const wish = await wishThatBreaks(me, stranger, [rule]);
    const { code, message } = expected(rule, wish);
    const row = await payerRow(wish);
    if (rule === "the payer is the customer's") expect(row).toBeUndefined();
    else
      expect(row).toMatchObject({
        eligible: false,
        block_reason: code,
        block_reason_message: message,
      });
  });
});

test.each(rulePairs)("%s is looked at before %s", async (first, second) => {
  const wish = await wishThatBreaks(me, stranger, [first, second]);
  expect(await refusalOf(wish)).toEqual(expected(first, wish));
});

test("a program that doesn't exist, or is archived, is PROGRAM_DISABLED", async () => {
  for (const program_id of [2_147_483_647, await newProgram({ status: 2 })]) {
    const { status, code } = await refusalOf({ program_id, payer_login: me.login });
    expect([status, code]).toEqual([400, "PROGRAM_DISABLED"]);
    const payers = await prop(me, "GET programs/[id]/payer-accounts", {
      params: { id: program_id },
    });
    expect(payers.status).toBe(404);
  }
});

test("a login that doesn't exist is answered as another customer's is", async () => {
  const unknown = await refusalOf({ program_id: 1, payer_login: 2_147_483_647 });
  expect(unknown).toEqual(await refusalOf({ program_id: 1, payer_login: stranger.login }));
});

test("a cent less than the price is not enough, exactly the price is", async () => {
  const payer_login = await openAccount(me, "WALLET-USD");
  await fund(payer_login, 49_899n);
  const wish = { program_id: 1, payer_login };
  expect((await refusalOf(wish)).message).toBe("Balance 498.99 USD is below the price 499.00 USD.");
  await fund(payer_login, 1n);
  const bought = await buyThroughRoute(me, wish);
  expect([bought.status, bought.body.purchase.status_name]).toEqual([200, "active"]);
});

test("an account of a challenge doesn't pay, although it is REAL: its money is the firm's", async () => {
  const answer = await tradingServer(database()).openAccount({
    requestKey: crypto.randomUUID(),
    customerId: me.id,
    group: "PROP-FUNDED-100K",
    purpose: "challenge",
  });
  if (answer.outcome !== "accepted") throw new Error(answer.message);
  const { login } = answer.account;
  await fund(login, 100_000n);
  const refused = await refusalOf({ program_id: 1, payer_login: login });
  expect(refused).toMatchObject({ status: 403, code: "INVALID_PAYER_ACCOUNT" });
});
