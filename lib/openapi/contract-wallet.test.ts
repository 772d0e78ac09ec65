import { beforeAll, expect, test } from "vitest";
import { buyChallenge, retryPurchase } from "@/lib/challenges";
import { errorResponse, toAppError } from "@/lib/http/respond";
import { log } from "@/lib/log";
import type { TagName } from "@/lib/openapi/schemas";
import { documented, held, notHeld, withoutCredentials } from "@/testing/contract";
import { newProgram } from "@/testing/programs";
import { pendingPurchase, unpaidPurchase } from "@/testing/purchases/rows";
import { contextOf, faultyServer, newTrader, type Trader } from "@/testing/trading";
import { findOperation } from "./operations";

const tags: TagName[] = ["Challenges", "Trading accounts"];
let me: Trader;
let headers: Record<string, string>;
beforeAll(async () => {
  me = await newTrader(400_000n);
  headers = me.headers;
});

const wish = () => ({ program_id: 1, payer_login: me.login });

test("the programs, who could pay, and what it would cost", async () => {
  expect((await documented("listPrograms", { headers })).body.rows.length).toBeGreaterThan(2);
  expect((await documented("listPrograms", { headers, query: "?brand=" })).status).toBe(400);
  for (const id of ["1", "999999"]) {
    const status = id === "1" ? 200 : 404;
    expect((await documented("getProgram", { headers, params: { id } })).status).toBe(status);
    expect((await documented("listPayerAccounts", { headers, params: { id } })).status).toBe(
      status,
    );
    expect((await documented("openProgramWallet", { headers, params: { id } })).status).toBe(
      status,
    );
  }
  expect((await documented("previewPurchase", { headers, body: wish() })).body.can_buy).toBe(true);
  const poor = await documented("previewPurchase", {
    headers,
    body: { ...wish(), program_id: await newProgram({ priceCents: 900_000 }) },
  });
  expect(poor.body).toMatchObject({ can_buy: false, reason: "NOT_ENOUGH_FUNDS" });
});

test("a purchase, its replay, its challenge and its account", async () => {
  const buy = (body: object) => documented("buyChallenge", { headers, body });
  const first = await buy({ ...wish(), idempotency_key: "one" });
  expect([first.status, first.body.temporary_password]).toEqual([200, expect.any(String)]);
  expect((await buy({ ...wish(), idempotency_key: "one" })).body.idempotent).toBe(true);
  expect((await buy({ ...wish(), payer_login: 999_999, idempotency_key: "one" })).status).toBe(409);
  expect((await buy({ ...wish(), payer_login: 999_999 })).status).toBe(403);
  expect((await buy({ ...wish(), amount: 1 })).status).toBe(400);
  expect((await documented("listChallenges", { headers })).body.challenges).toHaveLength(1);
  const ask = (id: number) => documented("getChallenge", { headers, params: { id: String(id) } });
  expect((await ask(first.body.challenge.id)).status).toBe(200);
  expect((await ask(999_999)).status).toBe(404);
  const params = { login: String(first.body.account.login) };
  const passwords = {
    current_password: first.body.temporary_password,
    new_password: "a new and longer password",
  };
  const change = () => documented("changeTradingPassword", { headers, params, body: passwords });
  expect([(await change()).status, (await change()).status]).toEqual([200, 401]);
  const reset = (password: string) =>
    documented("resetTradingPassword", { headers, params, body: { password } });
  expect([(await reset(me.password)).status, (await reset("wrong")).status]).toEqual([200, 401]);
});

test("wallets and statements", async () => {
  expect((await documented("listTradingAccounts", { headers })).body.rows).toHaveLength(2);
  const params = { login: String(me.login) };
  const { body } = await documented("listOperations", { headers, params });
  expect(body.rows.length).toBeGreaterThan(1);
  const page = await documented("listOperations", { headers, params, query: "?limit=1" });
  expect(page.body.next_cursor).toEqual(expect.any(Number));
});

/** What a verb answers or throws, as its route would send it. */
const sent = (work: Promise<{ status: number; body: unknown }>) =>
  work
    .then(({ status, body }) => Response.json(body, { status }))
    .catch((error: unknown) => errorResponse(toAppError(error, log()), "req_x"));
async function hold(id: string, response: Response) {
  const operation = findOperation(id);
  if (!operation) throw new Error(`no ${id}`);
  return held(operation, {
    status: response.status,
    headers: response.headers,
    body: await response.json(),
  });
}

test("a step that is refused or whose outcome is unknown", async () => {
  const input = { program_id: 1, payer_login: me.login };
  const buy = async (fault: Parameters<typeof faultyServer>[0]) =>
    hold("buyChallenge", await sent(buyChallenge(contextOf(me), input, faultyServer(fault))));
  const refused = await buy((step) => (step === "account" ? "refuse" : undefined));
  expect([refused.status, refused.body.error.code]).toEqual([502, "ACCOUNT_CREATION_FAILED"]);
  const unknown = await buy((step) => (step === "fee" ? "cut-after" : undefined));
  expect([unknown.status, unknown.body.purchase.next_action]).toEqual([202, "WAIT_ACTIVATION"]);
});

test("a failed purchase is tried again, a pending one canceled", async () => {
  const { id } = await unpaidPurchase(me);
  const again = faultyServer((step) => (step === "fee" ? "refuse" : undefined));
  const failed = await hold("retryPurchase", await sent(retryPurchase(contextOf(me), id, again)));
  expect(failed.status).toBe(502);
  const params = { id: String(id) };
  const retry = () => documented("retryPurchase", { headers, params });
  expect([(await retry()).status, (await retry()).status]).toEqual([200, 409]);
  const pending = { id: String(await pendingPurchase(me)) };
  const cancel = () => documented("cancelPurchase", { headers, params: pending });
  expect([(await cancel()).status, (await cancel()).status]).toEqual([200, 409]);
});

test("nobody gets none of it", () => withoutCredentials(tags));

test("each operation was held to the document, in success and in error", () => {
  expect(notHeld(tags)).toEqual([]);
});
