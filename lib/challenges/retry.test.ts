import { beforeEach, expect, test } from "vitest";
import { database } from "@/lib/database";
import { tradingServer } from "@/lib/trading";
import { sql } from "@/testing/callers";
import { newAdmin } from "@/testing/console";
import { ledgerProblems } from "@/testing/ledger";
import { newProgram } from "@/testing/programs";
import { balanceOf, prop, purchasesOf } from "@/testing/prop";
import { refuseChallenges, unpaidPurchase } from "@/testing/purchases/rows";
import {
  buyThroughRoute,
  contextOf,
  faultyServer,
  fund,
  newTrader,
  type Trader,
} from "@/testing/trading";
import { retryAsAdmin } from "./admin";
import { retryPurchase } from "./retry";

let me: Trader;
beforeEach(async () => {
  me = await newTrader(49_900n);
});

const retry = (id: number) => prop(me, "POST purchases/[id]/retry", { params: { id } });
const refuse = (step: string) => faultyServer((asked) => (asked === step ? "refuse" : undefined));

async function expectUnchanged(id: number, code: string, status: number) {
  const before = await purchasesOf(me.id);
  const answer = await retry(id);
  expect([answer.status, answer.body.error.code]).toEqual([status, code]);
  expect(await purchasesOf(me.id)).toEqual(before);
}

test("a purchase whose fee was refused is tried again with a new key, until it is active", async () => {
  const { id, error } = await unpaidPurchase(me);
  expect(error).toMatchObject({
    code: "PAYMENT_FAILED",
    beside: { purchase: { can_retry: true, next_action: "RETRY", payment_status: "failed" } },
  });
  const again = refuse("fee");
  await expect(retryPurchase(contextOf(me), id, again)).rejects.toMatchObject({
    code: "PAYMENT_FAILED",
  });
  expect(again.asked).toEqual([`${id}:fee:2`]);
  const server = faultyServer(() => undefined);
  const { status, body } = await retryPurchase(contextOf(me), id, server);
  expect(server.asked[0]).toBe(`${id}:fee:3`);
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

test("a free purchase whose challenge wasn't recorded is tried again on the account that it has", async () => {
  const program_id = await newProgram({ priceCents: 0, groups: ["PROP-DEMO-10K"] });
  const allow = await refuseChallenges();
  const failed = await buyThroughRoute(me, { program_id }).finally(allow);
  expect([failed.status, failed.body.error.code]).toEqual([502, "CHALLENGE_CREATION_FAILED"]);
  const { id, account_login, can_retry } = failed.body.purchase;
  expect(can_retry).toBe(true);
  expect(await balanceOf(account_login)).toBe(0);
  const { status, body } = await retry(id);
  expect([status, body.purchase.status_name]).toEqual([200, "active"]);
  expect(body.account).toMatchObject({ login: account_login, enable: 1 });
  expect(await balanceOf(account_login)).toBe(1_000_000);
  // Nobody was shown the first attempt's password, so this one has its own.
  const server = tradingServer(database());
  expect(await server.passwordFits(account_login, body.temporary_password)).toBe(true);
  expect(await ledgerProblems()).toEqual([]);
});

test("at another price than it had a purchase isn't tried again", async () => {
  const program_id = await newProgram();
  const { id } = await unpaidPurchase(me, program_id);
  await sql("update programs set price_cents = 100 where id = $1", [program_id]);
  await expectUnchanged(id, "INVALID_STATE", 409);
});

test("an active purchase isn't tried again", async () => {
  const { purchase } = (await buyThroughRoute(me)).body;
  await expectUnchanged(purchase.id, "INVALID_STATE", 409);
});

test("a purchase whose fee isn't back yet isn't tried again", async () => {
  const allow = await refuseChallenges();
  const { purchase } = (await buyThroughRoute(me).finally(allow)).body;
  expect(purchase).toMatchObject({ status_name: "refunded", can_retry: false });
  await sql("update purchases set status = 4, payment_rollback_order = null where id = $1", [
    purchase.id,
  ]);
  await expectUnchanged(purchase.id, "INVALID_STATE", 409);
});

test("without money, or on a program that is off sale, a purchase stays as it was", async () => {
  const program_id = await newProgram();
  const { id } = await unpaidPurchase(me, program_id);
  await fund(me.login, -1n);
  await expectUnchanged(id, "NOT_ENOUGH_FUNDS", 400);
  await fund(me.login, 1n);
  await sql("update programs set status = 1 where id = $1", [program_id]);
  await expectUnchanged(id, "PROGRAM_DISABLED", 400);
});

test("a purchase whose own group is archived isn't tried again, whatever its program is sold in now", async () => {
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
    message: expect.stringContaining("Buy it again"),
  });
  expect(await purchasesOf(me.id)).toEqual(before);
  await sql("update account_groups set archived_at = null where name = 'OLD-GROUP'");
  expect((await retry(id)).status).toBe(200);
});

test("of several retries at once one runs, and the fee is taken once", async () => {
  const { id } = await unpaidPurchase(me);
  const answers = await Promise.all([1, 2, 3].map(() => retry(id)));
  const won = answers.filter(({ body }) => body.temporary_password !== undefined);
  expect(won).toHaveLength(1);
  expect(await balanceOf(me.login)).toBe(0);
  expect(await ledgerProblems()).toEqual([]);
});
