import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { connection } from "@/lib/core/database";
import {
  balanceOf,
  buyFromWallet,
  contextOf,
  newTrader,
  type Trader,
} from "@/testing/actors/trader";
import { ledgerProblems } from "@/testing/database/ledger";
import { heldServer } from "@/testing/faults/held-server";
import { purchasesOf } from "@/testing/purchases/counts";
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
  await server.submitted;
  return { first, letGo: server.release };
}

/** Whether a call is still waiting after a while that would have been enough for a response. */
const isWaiting = (call: Promise<unknown>) =>
  Promise.race([call.then(() => false), sleep(400).then(() => true)]);

test.each([2, 50])(
  "buyChallenge: %i concurrent calls with one key → bought once",
  async (calls) => {
    const responses = await Promise.all(
      Array.from({ length: calls }, () => buyFromWallet(me, { idempotency_key })),
    );
    const [stored, ...more] = await purchasesOf(me.id);
    expect([stored.status, more]).toEqual([3, []]);
    for (const { status, body } of responses) {
      if (status === 200) expect(body.purchase.id).toBe(stored.id);
      else expect([status, body.error.code]).toEqual([409, "IDEMPOTENCY_IN_FLIGHT"]);
    }
    const bodies = responses.map(({ body }) => body);
    const bought = bodies.filter(({ idempotent }) => idempotent === false);
    expect(bought).toEqual([expect.objectContaining({ temporary_password: expect.any(String) })]);
    expect(bodies.filter((body) => "temporary_password" in body)).toEqual(bought);
    expect(await balanceOf(me.login)).toBe(150_100);
    expect(await ledgerProblems()).toEqual([]);
  },
);

test("buyChallenge: a repeated key while the first call runs → waits, then returns its purchase", async () => {
  const { first, letGo } = await firstCall();
  const replay = buyFromWallet(me, { idempotency_key });
  expect(await isWaiting(replay)).toBe(true);
  letGo();
  const { purchase } = (await first) as { purchase: object };
  const { status, body } = await replay;
  expect([status, body.idempotent, body.purchase]).toEqual([200, true, purchase]);
  expect(body).not.toHaveProperty("temporary_password");
});

test("buyChallenge: a repeated key while the first call runs for more than 5 s → IDEMPOTENCY_IN_FLIGHT with Retry-After", async () => {
  const { first, letGo } = await firstCall();
  vi.useFakeTimers({ toFake: ["Date"] });
  const replay = buyFromWallet(me, { idempotency_key });
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

test("buyChallenge: calls that wait for the first one → hold no database connection", async () => {
  const { first, letGo } = await firstCall();
  const replays = [1, 2, 3].map(() => buyFromWallet(me, { idempotency_key }));
  expect(await isWaiting(Promise.race(replays))).toBe(true);
  const { pool } = connection();
  // Between two reads of a waiting call, all connections are released.
  const inUse = () => pool.totalCount - pool.idleCount;
  await vi.waitFor(() => expect(inUse()).toBe(0), { timeout: 3_000, interval: 5 });
  letGo();
  await Promise.all([first, ...replays]);
});

test("buyChallenge: the first call is rejected with NOT_ENOUGH_FUNDS → a waiting call buys", async () => {
  const rejection = { status: "rejected", code: "NOT_ENOUGH_FUNDS", message: "" } as const;
  const { first, letGo } = await firstCall(heldServer(rejection));
  const waiting = buyFromWallet(me, { idempotency_key });
  expect(await isWaiting(waiting)).toBe(true);
  letGo();
  expect(await first).toMatchObject({ code: "NOT_ENOUGH_FUNDS" });
  const { status, body } = await waiting;
  expect([status, body.idempotent]).toEqual([200, false]);
  expect(body).toHaveProperty("temporary_password");
  expect(await purchasesOf(me.id)).toMatchObject([{ id: body.purchase.id, status: 3 }]);
});
