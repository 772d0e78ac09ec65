import { beforeAll, expect, test } from "vitest";
import { buyFromWallet, newTrader, type Trader } from "@/testing/actors/trader";
import { as } from "@/testing/http/client";
import { rowCounts } from "@/testing/purchases/counts";
import { unpaidPurchase } from "@/testing/purchases/rows";

let me: Trader;
beforeAll(async () => {
  me = await newTrader(99_800n);
});

test("GET /prop/purchases/{id}: the customer's purchase → every field, as the purchase returned it", async () => {
  const { purchase } = (await buyFromWallet(me)).body;
  const { status, body } = await as(me).get(`/prop/purchases/${purchase.id}`);
  expect([status, body]).toEqual([200, { purchase }]);
});

test("GET /prop/purchases/{id}: a failed purchase → its reason, nothing written", async () => {
  const { id } = await unpaidPurchase(me);
  const before = await rowCounts();
  const { body } = await as(me).get(`/prop/purchases/${id}`);
  expect(body.purchase).toMatchObject({ id, status_name: "failed", next_action: "RETRY" });
  expect(await rowCounts()).toEqual(before);
});

test("GET /prop/purchases/{id}: another customer's, or none → the same NOT_FOUND", async () => {
  const { id } = await unpaidPurchase(me);
  const stranger = await newTrader();
  const { status, body } = await as(stranger).get(`/prop/purchases/${id}`);
  const none = await as(stranger).get("/prop/purchases/999999");
  expect([status, body.error.code]).toEqual([404, "NOT_FOUND"]);
  expect(body.error.message).toBe(none.body.error.message);
});
