import { beforeEach, expect, test } from "vitest";
import { database } from "@/lib/database";
import { sql } from "@/testing/callers";
import { balanceOf, prop, purchasesOf } from "@/testing/prop";
import { pendingPurchase, unpaidPurchase } from "@/testing/purchases/rows";
import {
  buyThroughRoute,
  contextOf,
  faultyServer,
  newTrader,
  type Trader,
} from "@/testing/trading";
import { claimPurchase, LostClaim } from "./claim";
import { runPurchase } from "./run-purchase";

let me: Trader;
beforeEach(async () => {
  me = await newTrader(49_900n);
});

const cancel = (id: number, by = me) => prop(by, "POST purchases/[id]/cancel", { params: { id } });
const read = async (id: number) => {
  const { body } = await prop(me, "GET challenges");
  return body.purchases.find((purchase: { id: number }) => purchase.id === id);
};

test("a purchase whose fee isn't asked for can be canceled: it has failed, and cost nothing", async () => {
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

test("a canceled purchase can be tried again", async () => {
  const id = await pendingPurchase(me);
  await cancel(id);
  const { status, body } = await prop(me, "POST purchases/[id]/retry", { params: { id } });
  expect([status, body.purchase.id, body.purchase.status_name]).toEqual([200, id, "active"]);
  expect(body.temporary_password).toEqual(expect.any(String));
  expect(await balanceOf(me.login)).toBe(0);
});

test("whoever works on a purchase that is canceled asks for no fee", async () => {
  const id = await pendingPurchase(me);
  const purchase = await claimPurchase(database(), id);
  if (!purchase) throw new Error("it is claimed");
  await cancel(id);
  const server = faultyServer(() => undefined);
  const run = { ctx: contextOf(me), server, purchase, temporaryPassword: "not used" };
  await expect(runPurchase(run)).rejects.toBeInstanceOf(LostClaim);
  expect(server.asked).toEqual([]);
  expect(await purchasesOf(me.id)).toMatchObject([{ id, status: 4, failure_code: "CANCELLED" }]);
  // And whoever wants it after all need not wait for the one who has lost it.
  expect((await prop(me, "POST purchases/[id]/retry", { params: { id } })).status).toBe(200);
});

test.each<[string, () => Promise<number>]>([
  ["active", async () => (await buyThroughRoute(me)).body.purchase.id],
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

test("another customer's purchase can be neither canceled nor tried again: there is none", async () => {
  const id = await pendingPurchase(me);
  const stranger = await newTrader(49_900n);
  const statuses = [
    (await cancel(id, stranger)).status,
    (await prop(stranger, "POST purchases/[id]/retry", { params: { id } })).status,
  ];
  expect(statuses).toEqual([404, 404]);
  expect((await read(id)).status_name).toBe("pending");
});
