import { beforeEach, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { tradingServer } from "@/lib/trading";
import { newAdmin } from "@/testing/actors/admin";
import {
  balanceOf,
  buyFromWallet,
  contextOf,
  fund,
  newTrader,
  type Trader,
} from "@/testing/actors/trader";
import { newProgram } from "@/testing/catalog/programs";
import { ledgerProblems } from "@/testing/database/ledger";
import { sql } from "@/testing/database/sql";
import { faultyServer } from "@/testing/faults/trading-server";
import { as } from "@/testing/http/client";
import { purchasesOf } from "@/testing/purchases/counts";
import { rejectChallenges, unpaidPurchase } from "@/testing/purchases/rows";
import { retryAsAdmin } from "./change-as-admin";
import { retryPurchase } from "./retry";

let me: Trader;
beforeEach(async () => {
  me = await newTrader(49_900n);
});

const retry = (id: number) => as(me).post(`/prop/purchases/${id}/retry`);
const rejecting = (step: string) =>
  faultyServer((current) => (current === step ? "reject" : undefined));

async function expectUnchanged(id: number, code: string, status: number) {
  const before = await purchasesOf(me.id);
  const response = await retry(id);
  expect([response.status, response.body.error.code]).toEqual([status, code]);
  expect(await purchasesOf(me.id)).toEqual(before);
}

test("retryPurchase: the fee was rejected → retried with a new request key, until it is active", async () => {
  const { id, error } = await unpaidPurchase(me);
  expect(error).toMatchObject({
    code: "PAYMENT_FAILED",
    beside: { purchase: { can_retry: true, next_action: "RETRY", payment_status: "failed" } },
  });
  const again = rejecting("fee");
  await expect(retryPurchase(contextOf(me), id, again)).rejects.toMatchObject({
    code: "PAYMENT_FAILED",
  });
  expect(again.requestKeys).toEqual([`${id}:fee:2`]);
  const server = faultyServer(() => undefined);
  const { status, body } = await retryPurchase(contextOf(me), id, server);
  expect(server.requestKeys[0]).toBe(`${id}:fee:3`);
  expect([status, body]).toEqual([
    200,
    expect.objectContaining({
      idempotent: false,
      purchase: expect.objectContaining({ id, status: 3, can_retry: false, failure_reason: "" }),
      temporary_password: expect.any(String),
    }),
  ]);
  expect(await balanceOf(me.login)).toBe(0);
  expect(await ledgerProblems()).toEqual([]);
});

test("retryPurchase: a free purchase whose challenge wasn't recorded → retried with the account that it has", async () => {
  const program_id = await newProgram({ priceCents: 0, groups: ["PROP-DEMO-10K"] });
  const allow = await rejectChallenges();
  const failed = await buyFromWallet(me, { program_id }).finally(allow);
  expect([failed.status, failed.body.error.code]).toEqual([502, "CHALLENGE_CREATION_FAILED"]);
  const { id, account_login, can_retry } = failed.body.purchase;
  expect(can_retry).toBe(true);
  expect(await balanceOf(account_login)).toBe(0);
  const { status, body } = await retry(id);
  expect([status, body.purchase.status_name]).toEqual([200, "active"]);
  expect(body.account).toMatchObject({ login: account_login, enable: 1 });
  expect(await balanceOf(account_login)).toBe(1_000_000);
  // The first attempt's password was shown to no one, so this attempt sets a new one.
  const server = tradingServer(database());
  expect(await server.passwordFits(account_login, body.temporary_password)).toBe(true);
  expect(await ledgerProblems()).toEqual([]);
});

test("retryPurchase: the program's price has changed → rejected", async () => {
  const program_id = await newProgram();
  const { id } = await unpaidPurchase(me, program_id);
  await sql("update programs set price_cents = 100 where id = $1", [program_id]);
  await expectUnchanged(id, "INVALID_STATE", 409);
});

test("retryPurchase: an active purchase → INVALID_STATE", async () => {
  const { purchase } = (await buyFromWallet(me)).body;
  await expectUnchanged(purchase.id, "INVALID_STATE", 409);
});

test("retryPurchase: the fee isn't back yet → INVALID_STATE", async () => {
  const allow = await rejectChallenges();
  const { purchase } = (await buyFromWallet(me).finally(allow)).body;
  expect(purchase).toMatchObject({ status_name: "refunded", can_retry: false });
  await sql("update purchases set status = 4, payment_rollback_order = null where id = $1", [
    purchase.id,
  ]);
  await expectUnchanged(purchase.id, "INVALID_STATE", 409);
});

test("retryPurchase: without money, or a program that isn't on sale → rejected, the purchase unchanged", async () => {
  const program_id = await newProgram();
  const { id } = await unpaidPurchase(me, program_id);
  await fund(me.login, -1n);
  await expectUnchanged(id, "NOT_ENOUGH_FUNDS", 400);
  await fund(me.login, 1n);
  await sql("update programs set status = 1 where id = $1", [program_id]);
  await expectUnchanged(id, "PROGRAM_DISABLED", 400);
});

test("retryPurchase: the purchase's own group is archived → INVALID_STATE, whichever group the program uses now", async () => {
  await sql(
    "insert into account_groups (name, brand, account_mode, currency, leverage) values ('OLD-GROUP', 'brand-a', 0, 'usd', 100)",
  );
  const program_id = await newProgram({ groups: ["OLD-GROUP"] });
  const { id } = await unpaidPurchase(me, program_id);
  await sql("update program_steps set account_group = 'PROP-DEMO-10K' where program_id = $1", [
    program_id,
  ]);
  await sql("update account_groups set archived_at = now() where name = 'OLD-GROUP'");
  await expectUnchanged(id, "INVALID_STATE", 409);
  const admin = await newAdmin();
  const before = await purchasesOf(me.id);
  await expect(retryAsAdmin(admin.ctx, { id, reason: "a test" })).rejects.toMatchObject({
    code: "INVALID_STATE",
    message: expect.stringContaining("Buy the program again"),
  });
  expect(await purchasesOf(me.id)).toEqual(before);
  await sql("update account_groups set archived_at = null where name = 'OLD-GROUP'");
  expect((await retry(id)).status).toBe(200);
});

test("retryPurchase: three concurrent retries → one runs, the fee is withdrawn once", async () => {
  const { id } = await unpaidPurchase(me);
  const responses = await Promise.all([1, 2, 3].map(() => retry(id)));
  const won = responses.filter(({ body }) => body.temporary_password !== undefined);
  expect(won).toHaveLength(1);
  expect(await balanceOf(me.login)).toBe(0);
  expect(await ledgerProblems()).toEqual([]);
});
