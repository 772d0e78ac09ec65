import { beforeEach, describe, expect, test } from "vitest";
import {
  balanceOf,
  buyFromWallet,
  contextOf,
  fund,
  newTrader,
  openAccount,
  type Trader,
} from "@/testing/actors/trader";
import { newProgram } from "@/testing/catalog/programs";
import { sql } from "@/testing/database/sql";
import { faultyServer } from "@/testing/faults/trading-server";
import { purchasesOf, rowCounts } from "@/testing/purchases/counts";
import { buyChallenge } from "./buy";

let me: Trader;
beforeEach(async () => {
  me = await newTrader(49_900n);
});
const idempotency_key = "the key of a click";

/** The first response as a replay returns it: without the password, and the challenges as a list. */
function asReplay({ temporary_password, ...first }: Record<string, unknown>) {
  expect(temporary_password).toEqual(expect.any(String));
  return { ...first, idempotent: true, challenges: [first.challenge] };
}

describe("POST /prop/challenge/buy: a replay → the purchase in its present state, without the password, nothing bought", () => {
  test.each<[string, (program_id: number) => Promise<unknown>]>([
    ["at once, the wallet being empty", async () => {}],
    [
      "after the payer was disabled",
      () => sql("update trading_accounts set enabled = false where login = $1", [me.login]),
    ],
    [
      "after the program was disabled",
      (id) => sql("update programs set status = 1 where id = $1", [id]),
    ],
    [
      "after the program has another price",
      (id) => sql("update programs set price_cents = 99900 where id = $1", [id]),
    ],
  ])("%s", async (_, change) => {
    const program_id = await newProgram();
    const first = await buyFromWallet(me, { program_id, idempotency_key });
    expect(await balanceOf(me.login)).toBe(0);
    await change(program_id);
    const before = await rowCounts();
    const replay = await buyFromWallet(me, { program_id, idempotency_key });
    expect([replay.status, replay.body]).toEqual([200, asReplay(first.body)]);
    expect(await rowCounts()).toEqual(before);
  });
});

test("POST /prop/challenge/buy: the key with another program or payer → IDEMPOTENCY_KEY_REUSED", async () => {
  await buyFromWallet(me, { idempotency_key });
  const before = await rowCounts();
  const payer_login = await openAccount(me, "WALLET-USD");
  for (const other of [{ program_id: 2 }, { payer_login }, { program_id: 999_999 }]) {
    const { status, body } = await buyFromWallet(me, { ...other, idempotency_key });
    expect([status, body.error.code]).toEqual([409, "IDEMPOTENCY_KEY_REUSED"]);
  }
  expect(await rowCounts()).toEqual({ ...before, accounts: before.accounts + 1 });
});

test("POST /prop/challenge/buy: the same key of another customer → another purchase", async () => {
  const other = await newTrader(49_900n);
  const mine = await buyFromWallet(me, { idempotency_key });
  const theirs = await buyFromWallet(other, { idempotency_key });
  expect([theirs.status, theirs.body.idempotent]).toEqual([200, false]);
  expect(theirs.body.purchase.id).not.toBe(mine.body.purchase.id);
});

test("POST /prop/challenge/buy: the same call twice without a key → two purchases", async () => {
  await fund(me.login, 49_900n);
  const twice = await Promise.all([1, 2].map(() => buyFromWallet(me)));
  expect(twice.map(({ status, body }) => [status, body.idempotent])).toEqual([
    [200, false],
    [200, false],
  ]);
  expect(await purchasesOf(me.id)).toHaveLength(2);
});

test("buyChallenge: the key of a failed purchase → its code, and the purchase in its present state", async () => {
  const input = { program_id: 1, payer_login: me.login, idempotency_key };
  const server = faultyServer((step) => (step === "account" ? "reject" : undefined));
  await expect(buyChallenge(contextOf(me), input, server)).rejects.toMatchObject({
    code: "ACCOUNT_CREATION_FAILED",
    beside: { accepted: false, idempotent: false, purchase: { status_name: "refunded" } },
  });
  const { status, body } = await buyFromWallet(me, { idempotency_key });
  expect([status, body.error.code, body.idempotent]).toEqual([
    502,
    "ACCOUNT_CREATION_FAILED",
    true,
  ]);
  expect(body.purchase).toMatchObject({ status: 5, next_action: "BUY_AGAIN", idempotency_key });
  expect(await purchasesOf(me.id)).toHaveLength(1);
});

test("buyChallenge: the key of a stalled purchase → resumed and active, without a password", async () => {
  const input = { program_id: 1, payer_login: me.login, idempotency_key };
  const server = faultyServer((step) => (step === "account" ? "cut-before" : undefined));
  const first = await buyChallenge(contextOf(me), input, server);
  expect([first.status, first.body.idempotent, first.body.purchase.next_action]).toEqual([
    202,
    false,
    "WAIT_ACTIVATION",
  ]);
  const { status, body } = await buyFromWallet(me, { idempotency_key });
  expect([status, body.idempotent]).toEqual([200, true]);
  expect(body).not.toHaveProperty("temporary_password");
  expect(body).toMatchObject({
    purchase: { id: first.body.purchase.id, status_name: "active" },
    challenges: [{ purchase_id: first.body.purchase.id }],
    must_change_password: true,
  });
  expect(await balanceOf(me.login)).toBe(0);
});
