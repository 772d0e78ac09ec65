import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { connection } from "@/lib/database";
import { ledgerProblems } from "@/testing/ledger";
import { balanceOf, purchasesOf } from "@/testing/prop";
import { heldServer } from "@/testing/purchases/held-server";
import { buyThroughRoute, contextOf, newTrader, type Trader } from "@/testing/trading";
import { buyChallenge } from "./buy";

let me: Trader;
beforeEach(async () => {
  me = await newTrader(200_000n);
});
afterEach(() => {
  vi.useRealTimers();
});
const idempotency_key = "the key of a click";

/** A first call that is held at its fee. */
async function firstCall(server = heldServer()) {
  const input = { program_id: 1, payer_login: me.login, idempotency_key };
  const first = buyChallenge(contextOf(me), input, server).then(
    ({ body }) => body,
    (error: unknown) => error,
  );
  await server.asked;
  return { first, letGo: server.letGo };
}

/** Whether a call is still waiting a little later: long enough to have answered by itself. */
const isWaiting = (call: Promise<unknown>) =>
  Promise.race([call.then(() => false), sleep(400).then(() => true)]);

test.each([2, 50])("%i calls with one key at once buy once", async (calls) => {
  const answers = await Promise.all(
    Array.from({ length: calls }, () => buyThroughRoute(me, { idempotency_key })),
  );
  const [stored, ...more] = await purchasesOf(me.id);
  expect([stored.status, more]).toEqual([3, []]);
  for (const { status, body } of answers) {
    if (status === 200) expect(body.purchase.id).toBe(stored.id);
    else expect([status, body.error.code]).toEqual([409, "IDEMPOTENCY_IN_FLIGHT"]);
  }
  const bodies = answers.map(({ body }) => body);
  const bought = bodies.filter(({ idempotent }) => idempotent === false);
  expect(bought).toEqual([expect.objectContaining({ temporary_password: expect.any(String) })]);
  expect(bodies.filter((body) => "temporary_password" in body)).toEqual(bought);
  expect(await balanceOf(me.login)).toBe(150_100);
  expect(await ledgerProblems()).toEqual([]);
});

test("a replay while the first call runs waits for it and then answers with its purchase", async () => {
  const { first, letGo } = await firstCall();
  const replay = buyThroughRoute(me, { idempotency_key });
  expect(await isWaiting(replay)).toBe(true);
  letGo();
  const { purchase } = (await first) as { purchase: object };
  const { status, body } = await replay;
  expect([status, body.idempotent, body.purchase]).toEqual([200, true, purchase]);
  expect(body).not.toHaveProperty("temporary_password");
});

test("a replay waits 5 s, then is told with Retry-After to come again", async () => {
  const { first, letGo } = await firstCall();
  vi.useFakeTimers({ toFake: ["Date"] });
  const replay = buyThroughRoute(me, { idempotency_key });
  expect(await isWaiting(replay)).toBe(true);
  vi.setSystemTime(Date.now() + 4_000);
  expect(await isWaiting(replay)).toBe(true);
  vi.setSystemTime(Date.now() + 1_001);
  const { status, body, headers } = await replay;
  expect([status, body.error]).toEqual([
    409,
    expect.objectContaining({ code: "IDEMPOTENCY_IN_FLIGHT", retryable: true }),
  ]);
  expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
  letGo();
  expect(await first).toMatchObject({ purchase: { status_name: "active" } });
});

test("replays that wait hold no connection to the database", async () => {
  const { first, letGo } = await firstCall();
  const replays = [1, 2, 3].map(() => buyThroughRoute(me, { idempotency_key }));
  expect(await isWaiting(Promise.race(replays))).toBe(true);
  const { pool } = connection();
  // Between two looks of a waiting call all of them are given back.
  const inUse = () => pool.totalCount - pool.idleCount;
  await vi.waitFor(() => expect(inUse()).toBe(0), { timeout: 3_000, interval: 5 });
  letGo();
  await Promise.all([first, ...replays]);
});

test("when the first call is refused for want of money, one that waited buys for itself", async () => {
  const refusal = { outcome: "refused", code: "NOT_ENOUGH_FUNDS", message: "" } as const;
  const { first, letGo } = await firstCall(heldServer(refusal));
  const waiting = buyThroughRoute(me, { idempotency_key });
  expect(await isWaiting(waiting)).toBe(true);
  letGo();
  expect(await first).toMatchObject({ code: "NOT_ENOUGH_FUNDS" });
  const { status, body } = await waiting;
  expect([status, body.idempotent]).toEqual([200, false]);
  expect(body).toHaveProperty("temporary_password");
  expect(await purchasesOf(me.id)).toMatchObject([{ id: body.purchase.id, status: 3 }]);
});
