import { beforeAll, beforeEach, expect, test } from "vitest";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { newApp } from "@/testing/actors/app";
import { buyFromWallet, contextOf, newTrader, type Trader } from "@/testing/actors/trader";
import { sql } from "@/testing/database/sql";
import { faultyServer } from "@/testing/faults/trading-server";
import { as } from "@/testing/http/client";
import { pendingPurchase, rejectChallenges, unpaidPurchase } from "@/testing/purchases/rows";
import { emittedEvents, subscribeToAllEvents } from "@/testing/webhooks/emitted-events";
import { deliveriesOf, newEndpoint } from "@/testing/webhooks/endpoints";
import { retryPurchase } from "./retry";
import { resumePurchase } from "./saga/resume";

let me: Trader;
beforeAll(() => subscribeToAllEvents());
beforeEach(async () => {
  me = await newTrader(49_900n);
});
const eventsOf = (id: number) => emittedEvents("purchase_id", id);

test("challenge.purchased: a purchase and its replays → emitted once, after its challenge is recorded", async () => {
  const key = { idempotency_key: "one" };
  const { body } = await buyFromWallet(me, key);
  await buyFromWallet(me, key);
  const { id } = body.purchase;
  await resumePurchase(systemContext(database(), "job_test"), id);
  expect(await eventsOf(id)).toEqual([
    {
      type: "challenge.purchased",
      timestamp: expect.any(String),
      data: {
        user_id: me.publicId,
        purchase_id: id,
        program_id: 1,
        payer_login: me.login,
        amount_cents: 49_900,
        currency: "usd",
        challenge_id: body.challenge.id,
        login: body.challenge.account_login,
      },
    },
  ]);
});

test("challenge.purchase_failed: a step is rejected → emitted each time that the purchase fails", async () => {
  const { id } = await unpaidPurchase(me);
  const failed = {
    type: "challenge.purchase_failed",
    data: { purchase_id: id, failure_reason: "PAYMENT_FAILED", amount_cents: 49_900 },
  };
  expect(await eventsOf(id)).toMatchObject([failed]);
  const rejecting = faultyServer((step) => (step === "fee" ? "reject" : undefined));
  await retryPurchase(contextOf(me), id, rejecting).catch(() => {});
  expect(await eventsOf(id)).toMatchObject([failed, failed]);
  await retryPurchase(contextOf(me), id);
  expect(await eventsOf(id)).toMatchObject([failed, failed, { type: "challenge.purchased" }]);
});

test("challenge.purchased: the database rejects the challenge → not emitted; challenge.purchase_failed is", async () => {
  const end = await rejectChallenges();
  const { body } = await buyFromWallet(me).finally(end);
  expect(await eventsOf(body.purchase.id)).toMatchObject([
    {
      type: "challenge.purchase_failed",
      data: { failure_reason: "CHALLENGE_CREATION_FAILED" },
    },
  ]);
});

test("challenge.purchased: the result of a step is unknown → emitted only once it is known", async () => {
  const id = await pendingPurchase(me);
  const before = (await eventsOf(id)).length;
  const cut = faultyServer((step) => (step === "account" ? "cut-after" : undefined));
  await resumePurchase(systemContext(database(), "job_test"), id, cut);
  expect(await eventsOf(id)).toHaveLength(before);
  await resumePurchase(systemContext(database(), "job_test"), id);
  expect((await eventsOf(id)).at(-1)?.type).toBe("challenge.purchased");
});

test("challenge.purchase_failed: a purchase is canceled → emitted once", async () => {
  const id = await pendingPurchase(me);
  const before = (await eventsOf(id)).length;
  for (let n = 0; n < 2; n++) {
    await as(me).post(`/prop/purchases/${id}/cancel`);
  }
  expect((await eventsOf(id)).slice(before)).toMatchObject([
    { type: "challenge.purchase_failed", data: { failure_reason: "CANCELLED" } },
  ]);
});

test("challenge.purchased: a customer of an app → sent to that app, not to another one", async () => {
  const [theirs, other] = [await newApp(), await newApp()];
  const [a, b] = [
    await newEndpoint(theirs, "http://127.0.0.1:4009/", ["challenge.purchased"]),
    await newEndpoint(other, "http://127.0.0.1:4009/"),
  ];
  await sql("update customers set app_id = $2 where id = $1", [me.id, theirs.id]);
  await buyFromWallet(me);
  expect(await deliveriesOf(theirs, a.id)).toMatchObject([{ event_type: "challenge.purchased" }]);
  expect(await deliveriesOf(other, b.id)).toEqual([]);
});
