import { beforeAll, describe, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { tradingServer } from "@/lib/trading";
import { buyFromWallet, fund, newTrader, openAccount, type Trader } from "@/testing/actors/trader";
import { newProgram } from "@/testing/catalog/programs";
import { as } from "@/testing/http/client";
import { rowCounts } from "@/testing/purchases/counts";
import {
  type RuleName,
  requestBreaking,
  ruleNames,
  rulePairs,
  rules,
} from "@/testing/purchases/requests";

let me: Trader;
let stranger: Trader;
beforeAll(async () => {
  me = await newTrader(1_000_000n);
  stranger = await newTrader();
});

interface PurchaseRequest {
  program_id: number;
  payer_login: number;
}

const preview = async (body: PurchaseRequest) =>
  (await as(me).post("/prop/challenge/preview", body)).body;
const payerRow = async ({ program_id, payer_login }: PurchaseRequest) => {
  const params = { id: program_id };
  const { body } = await as(me).get(`/prop/programs/${params.id}/payer-accounts`);
  return body.rows.find(({ login }: { login: number }) => login === payer_login);
};

/** A rejected purchase: returns the error, and checks that the preview has the same and that nothing is written. */
async function rejectionOf(request: PurchaseRequest, idempotency_key?: string) {
  const before = await rowCounts();
  const { status, body } = await buyFromWallet(me, { ...request, idempotency_key });
  expect(body).toEqual({ error: expect.objectContaining({ retryable: false }) });
  const { code, message } = body.error;
  expect(await preview(request)).toMatchObject({ can_buy: false, reason: code, message });
  expect(await rowCounts()).toEqual(before);
  return { status, code, message };
}

const expected = (rule: RuleName, { payer_login }: PurchaseRequest) => {
  const { status, code, message } = rules[rule];
  return { status, code, message: message(payer_login) };
};

describe.each(ruleNames)("POST /prop/challenge/buy: a broken rule (%s)", (rule) => {
  test("buy and preview → the same error, nothing written, the key unused", async () => {
    const request = await requestBreaking(me, stranger, [rule]);
    const idempotency_key = crypto.randomUUID();
    expect(await rejectionOf(request, idempotency_key)).toEqual(expected(rule, request));
    const other = await buyFromWallet(me, { program_id: 2, idempotency_key });
    expect([other.status, other.body.idempotent]).toEqual([200, false]);
  });

  test("payer-accounts → the same reason in the account's row", async () => {
    const request = await requestBreaking(me, stranger, [rule]);
    const { code, message } = expected(rule, request);
    const row = await payerRow(request);
    if (rule === "the payer is the customer's") expect(row).toBeUndefined();
    else
      expect(row).toMatchObject({
        eligible: false,
        block_reason: code,
        block_reason_message: message,
      });
  });
});

test.each(rulePairs)(
  "POST /prop/challenge/buy: two broken rules (%s, %s) → the error of the first",
  async (first, second) => {
    const request = await requestBreaking(me, stranger, [first, second]);
    expect(await rejectionOf(request)).toEqual(expected(first, request));
  },
);

test("POST /prop/challenge/buy: an unknown or archived program → PROGRAM_DISABLED", async () => {
  for (const program_id of [2_147_483_647, await newProgram({ status: 2 })]) {
    const { status, code } = await rejectionOf({ program_id, payer_login: me.login });
    expect([status, code]).toEqual([400, "PROGRAM_DISABLED"]);
    const payers = await as(me).get(`/prop/programs/${program_id}/payer-accounts`);
    expect(payers.status).toBe(404);
  }
});

test("POST /prop/challenge/buy: an unknown login → the same error as for another customer's", async () => {
  const unknown = await rejectionOf({ program_id: 1, payer_login: 2_147_483_647 });
  expect(unknown).toEqual(await rejectionOf({ program_id: 1, payer_login: stranger.login }));
});

test("POST /prop/challenge/buy: one cent below the price → NOT_ENOUGH_FUNDS; exactly the price → bought", async () => {
  const payer_login = await openAccount(me, "WALLET-USD");
  await fund(payer_login, 49_899n);
  const request = { program_id: 1, payer_login };
  expect((await rejectionOf(request)).message).toBe(
    "The balance of 498.99 USD is below the price of 499.00 USD.",
  );
  await fund(payer_login, 1n);
  const bought = await buyFromWallet(me, request);
  expect([bought.status, bought.body.purchase.status_name]).toEqual([200, "active"]);
});

test("POST /prop/challenge/buy: a challenge account as payer, although REAL → INVALID_PAYER_ACCOUNT", async () => {
  const result = await tradingServer(database()).openAccount({
    requestKey: crypto.randomUUID(),
    customerId: me.id,
    group: "PROP-FUNDED-100K",
    purpose: "challenge",
  });
  if (result.status !== "accepted") throw new Error(result.message);
  const { login } = result.account;
  await fund(login, 100_000n);
  const rejected = await rejectionOf({ program_id: 1, payer_login: login });
  expect(rejected).toMatchObject({ status: 403, code: "INVALID_PAYER_ACCOUNT" });
});
