import { beforeAll, beforeEach, expect, test } from "vitest";
import { systemContext } from "@/lib/context";
import { database } from "@/lib/database";
import { newApp, sql } from "@/testing/callers";
import { prop } from "@/testing/prop";
import { pendingPurchase, refuseChallenges, unpaidPurchase } from "@/testing/purchases/rows";
import { listenToAll, toldOf } from "@/testing/told";
import {
  buyThroughRoute,
  contextOf,
  faultyServer,
  newTrader,
  type Trader,
} from "@/testing/trading";
import { deliveriesOf, newEndpoint } from "@/testing/webhooks";
import { resumePurchase } from "./resume";
import { retryPurchase } from "./retry";

let me: Trader;
beforeAll(() => listenToAll());
beforeEach(async () => {
  me = await newTrader(49_900n);
});
const told = (id: number) => toldOf("purchase_id", id);

test("a purchase is told of once, when its challenge is there, however often it is replayed", async () => {
  const key = { idempotency_key: "one" };
  const { body } = await buyThroughRoute(me, key);
  await buyThroughRoute(me, key);
  const { id } = body.purchase;
  await resumePurchase(systemContext(database(), "job_test"), id);
  expect(await told(id)).toEqual([
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

test("a refused step is told of as a failure, each time that the purchase fails", async () => {
  const { id } = await unpaidPurchase(me);
  const failed = {
    type: "challenge.purchase_failed",
    data: { purchase_id: id, failure_reason: "PAYMENT_FAILED", amount_cents: 49_900 },
  };
  expect(await told(id)).toMatchObject([failed]);
  const refusing = faultyServer((step) => (step === "fee" ? "refuse" : undefined));
  await retryPurchase(contextOf(me), id, refusing).catch(() => {});
  expect(await told(id)).toMatchObject([failed, failed]);
  await retryPurchase(contextOf(me), id);
  expect(await told(id)).toMatchObject([failed, failed, { type: "challenge.purchased" }]);
});

test("a challenge that the database refuses has failed and was never told of as bought", async () => {
  const end = await refuseChallenges();
  const { body } = await buyThroughRoute(me).finally(end);
  expect(await told(body.purchase.id)).toMatchObject([
    {
      type: "challenge.purchase_failed",
      data: { failure_reason: "CHALLENGE_CREATION_FAILED" },
    },
  ]);
});

test("a purchase whose outcome is unknown tells nothing until it is known", async () => {
  const id = await pendingPurchase(me);
  const before = (await told(id)).length;
  const cut = faultyServer((step) => (step === "account" ? "cut-after" : undefined));
  await resumePurchase(systemContext(database(), "job_test"), id, cut);
  expect(await told(id)).toHaveLength(before);
  await resumePurchase(systemContext(database(), "job_test"), id);
  expect((await told(id)).at(-1)?.type).toBe("challenge.purchased");
});

test("a purchase that is canceled is told of once", async () => {
  const id = await pendingPurchase(me);
  const before = (await told(id)).length;
  for (let n = 0; n < 2; n++) {
    await prop(me, "POST purchases/[id]/cancel", { params: { id } });
  }
  expect((await told(id)).slice(before)).toMatchObject([
    { type: "challenge.purchase_failed", data: { failure_reason: "CANCELLED" } },
  ]);
});

test("the app that a customer came through hears of it, another one doesn't", async () => {
  const [theirs, other] = [await newApp(), await newApp()];
  const [a, b] = [
    await newEndpoint(theirs.headers, "http://127.0.0.1:4009/", ["challenge.purchased"]),
    await newEndpoint(other.headers, "http://127.0.0.1:4009/"),
  ];
  await sql("update customers set app_id = $2 where id = $1", [me.id, theirs.id]);
  await buyThroughRoute(me);
  expect(await deliveriesOf(theirs.headers, a.id)).toMatchObject([
    { event_type: "challenge.purchased" },
  ]);
  expect(await deliveriesOf(other.headers, b.id)).toEqual([]);
});
