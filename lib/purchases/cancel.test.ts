import { beforeEach, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import {
  balanceOf,
  buyFromWallet,
  contextOf,
  newTrader,
  type Trader,
} from "@/testing/actors/trader";
import { sql } from "@/testing/database/sql";
import { faultyServer } from "@/testing/faults/trading-server";
import { as } from "@/testing/http/client";
import { purchasesOf } from "@/testing/purchases/counts";
import { pendingPurchase, unpaidPurchase } from "@/testing/purchases/rows";
import { claimPurchase, LostClaim } from "./saga/claim";
import { runPurchase } from "./saga/run-purchase";

let me: Trader;
beforeEach(async () => {
  me = await newTrader(49_900n);
});

const cancel = (id: number, by = me) => as(by).post(`/prop/purchases/${id}/cancel`);
const read = async (id: number) => {
  const { body } = await as(me).get("/prop/challenges");
  return body.purchases.find((purchase: { id: number }) => purchase.id === id);
};

test("POST /prop/purchases/[id]/cancel: no fee requested yet → failed as CANCELLED, nothing paid", async () => {
  const id = await pendingPurchase(me);
  expect(await read(id)).toMatchObject({
    status: 0,
    status_name: "pending",
    next_action: "COMPLETE_PAYMENT",
    can_cancel: true,
    payment_status: "pending",
    activation_status: "pending",
    comment: "PROP_CHALLENGE_PURCHASE_PENDING",
  });
  const { status, body } = await cancel(id);
  expect([status, body]).toEqual([200, { purchase: await read(id) }]);
  expect(body.purchase).toMatchObject({
    status: 4,
    failure_reason: "CANCELLED",
    can_cancel: false,
    can_retry: true,
    next_action: "RETRY",
    comment: "PROP_CHALLENGE_PURCHASE_FAILED",
  });
  expect(await balanceOf(me.login)).toBe(49_900);
});

test("retryPurchase: a canceled purchase → active", async () => {
  const id = await pendingPurchase(me);
  await cancel(id);
  const { status, body } = await as(me).post(`/prop/purchases/${id}/retry`);
  expect([status, body.purchase.id, body.purchase.status_name]).toEqual([200, id, "active"]);
  expect(body.temporary_password).toEqual(expect.any(String));
  expect(await balanceOf(me.login)).toBe(0);
});

test("cancelPurchase: another executor works on the purchase → it requests no fee", async () => {
  const id = await pendingPurchase(me);
  const purchase = await claimPurchase(database(), id);
  if (!purchase) throw new Error("it is claimed");
  await cancel(id);
  const server = faultyServer(() => undefined);
  const run = { ctx: contextOf(me), server, purchase, temporaryPassword: "not used" };
  await expect(runPurchase(run)).rejects.toBeInstanceOf(LostClaim);
  expect(server.requestKeys).toEqual([]);
  expect(await purchasesOf(me.id)).toMatchObject([{ id, status: 4, failure_code: "CANCELLED" }]);
  // A later executor doesn't wait for the one that lost its claim.
  expect((await as(me).post(`/prop/purchases/${id}/retry`)).status).toBe(200);
});

test.each<[string, () => Promise<number>]>([
  ["active", async () => (await buyFromWallet(me)).body.purchase.id],
  ["failed", async () => (await unpaidPurchase(me)).id],
  [
    "pending and has asked for its fee",
    async () => {
      const id = await pendingPurchase(me);
      await sql("update purchases set fee_requested_at = now() where id = $1", [id]);
      return id;
    },
  ],
])("a purchase that is %s can't be canceled", async (_, prepare) => {
  const id = await prepare();
  const before = await purchasesOf(me.id);
  expect((await read(id)).can_cancel).toBe(false);
  const { status, body } = await cancel(id);
  expect([status, body.error.code]).toEqual([409, "INVALID_STATE"]);
  expect(await purchasesOf(me.id)).toEqual(before);
});

test("cancelPurchase, retryPurchase: another customer's purchase → NOT_FOUND", async () => {
  const id = await pendingPurchase(me);
  const stranger = await newTrader(49_900n);
  const statuses = [
    (await cancel(id, stranger)).status,
    (await as(stranger).post(`/prop/purchases/${id}/retry`)).status,
  ];
  expect(statuses).toEqual([404, 404]);
  expect((await read(id)).status_name).toBe("pending");
});
