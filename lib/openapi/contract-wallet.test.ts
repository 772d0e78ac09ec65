import { beforeAll, expect, test } from "vitest";
import { log } from "@/lib/core/log";
import { errorResponse, toAppError } from "@/lib/http/respond";
import type { TagName } from "@/lib/openapi/schemas";
import { buyChallenge, retryPurchase } from "@/lib/purchases";
import { contextOf, newTrader, type Trader } from "@/testing/actors/trader";
import { newProgram } from "@/testing/catalog/programs";
import { faultyServer } from "@/testing/faults/trading-server";
import { operationOf } from "@/testing/http/api";
import { as } from "@/testing/http/client";
import { missingResponses, validateResponse } from "@/testing/http/contract";
import { callWithoutCredentials } from "@/testing/http/every-operation";
import { pendingPurchase, unpaidPurchase } from "@/testing/purchases/rows";

const tags: TagName[] = ["Challenges", "Trading accounts"];
let me: Trader;
beforeAll(async () => {
  me = await newTrader(400_000n);
});

const purchase = () => ({ program_id: 1, payer_login: me.login });

test("programs, payer accounts, preview: success and error → as documented", async () => {
  expect((await as(me).get("/prop/programs")).body.rows.length).toBeGreaterThan(2);
  expect((await as(me).get("/prop/programs?brand=")).status).toBe(400);
  for (const id of ["1", "999999"]) {
    const status = id === "1" ? 200 : 404;
    expect((await as(me).get(`/prop/programs/${id}`)).status).toBe(status);
    expect((await as(me).get(`/prop/programs/${id}/payer-accounts`)).status).toBe(status);
    expect((await as(me).post(`/prop/programs/${id}/wallet`)).status).toBe(status);
  }
  expect((await as(me).post("/prop/challenge/preview", purchase())).body.can_buy).toBe(true);
  const poor = await as(me).post("/prop/challenge/preview", {
    ...purchase(),
    program_id: await newProgram({ priceCents: 900_000 }),
  });
  expect(poor.body).toMatchObject({ can_buy: false, reason: "NOT_ENOUGH_FUNDS" });
});

test("buyChallenge, getChallenge, trading passwords: success and error → as documented", async () => {
  const buy = (body: object) => as(me).post("/prop/challenge/buy", body);
  const first = await buy({ ...purchase(), idempotency_key: "one" });
  expect([first.status, first.body.temporary_password]).toEqual([200, expect.any(String)]);
  expect((await buy({ ...purchase(), idempotency_key: "one" })).body.idempotent).toBe(true);
  expect((await buy({ ...purchase(), payer_login: 999_999, idempotency_key: "one" })).status).toBe(
    409,
  );
  expect((await buy({ ...purchase(), payer_login: 999_999 })).status).toBe(403);
  expect((await buy({ ...purchase(), amount: 1 })).status).toBe(400);
  expect((await as(me).get("/prop/challenges")).body.challenges).toHaveLength(1);
  const getChallenge = (id: number) => as(me).get(`/prop/challenges/${id}`);
  expect((await getChallenge(first.body.challenge.id)).status).toBe(200);
  expect((await getChallenge(999_999)).status).toBe(404);
  const getMetrics = (id: number) => as(me).get(`/prop/challenges/${id}/metrics`);
  expect((await getMetrics(first.body.challenge.id)).body.status).toBe("active");
  expect((await getMetrics(999_999)).status).toBe(404);
  const path = `/prop/accounts/${first.body.account.login}/password`;
  const passwords = {
    current_password: first.body.temporary_password,
    new_password: "a new and longer password",
  };
  const change = () => as(me).post(path, passwords);
  expect([(await change()).status, (await change()).status]).toEqual([200, 401]);
  const reset = (password: string) => as(me).post(`${path}/reset`, { password });
  expect([(await reset(me.password)).status, (await reset("wrong")).status]).toEqual([200, 401]);
});

test("listTradingAccounts, listOperations: pages → as documented", async () => {
  expect((await as(me).get("/prop/accounts")).body.rows).toHaveLength(2);
  const path = `/prop/accounts/${me.login}/operations`;
  const { body } = await as(me).get(path);
  expect(body.rows.length).toBeGreaterThan(1);
  const page = await as(me).get(`${path}?limit=1`);
  expect(page.body.next_cursor).toEqual(expect.any(Number));
});

/** A verb's result or error, as its route would send it. */
const sent = (work: Promise<{ status: number; body: unknown }>) =>
  work
    .then(({ status, body }) => Response.json(body, { status }))
    .catch((error: unknown) => errorResponse(toAppError(error, log()), "req_x"));
async function validated(id: string, response: Response) {
  const { status, headers } = response;
  const received = { status, headers, body: await response.json() };
  validateResponse(operationOf(id), received);
  return received;
}

test("buyChallenge: a step is rejected, or its result unknown → 502 and 202, as documented", async () => {
  const input = { program_id: 1, payer_login: me.login };
  const buy = async (fault: Parameters<typeof faultyServer>[0]) =>
    validated("buyChallenge", await sent(buyChallenge(contextOf(me), input, faultyServer(fault))));
  const rejected = await buy((step) => (step === "account" ? "reject" : undefined));
  expect([rejected.status, rejected.body.error.code]).toEqual([502, "ACCOUNT_CREATION_FAILED"]);
  const unknown = await buy((step) => (step === "fee" ? "cut-after" : undefined));
  expect([unknown.status, unknown.body.purchase.next_action]).toEqual([202, "WAIT_ACTIVATION"]);
});

test("getPurchase, retryPurchase, cancelPurchase: success and error → as documented", async () => {
  const { id } = await unpaidPurchase(me);
  expect((await as(me).get(`/prop/purchases/${id}`)).status).toBe(200);
  const again = faultyServer((step) => (step === "fee" ? "reject" : undefined));
  const failed = await validated(
    "retryPurchase",
    await sent(retryPurchase(contextOf(me), id, again)),
  );
  expect(failed.status).toBe(502);
  const retry = () => as(me).post(`/prop/purchases/${id}/retry`);
  expect([(await retry()).status, (await retry()).status]).toEqual([200, 409]);
  const pending = await pendingPurchase(me);
  const cancel = () => as(me).post(`/prop/purchases/${pending}/cancel`);
  expect([(await cancel()).status, (await cancel()).status]).toEqual([200, 409]);
});

test("challenges and trading accounts: no credentials → rejected as documented", () =>
  callWithoutCredentials(tags));

test("challenges and trading accounts: every operation → a success and an error were validated", () => {
  expect(missingResponses(tags)).toEqual([]);
});
