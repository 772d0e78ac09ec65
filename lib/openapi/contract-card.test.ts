import { beforeAll, expect, test } from "vitest";
import type { TagName } from "@/lib/openapi/schemas";
import { newCustomer } from "@/testing/api";
import { documented, notHeld, withoutCredentials } from "@/testing/contract";
import { payDeposit, walletOf } from "@/testing/deposits";
import { confirm, deliver, eventOf, tier25k, workOff } from "@/testing/stripe";

const tags: TagName[] = ["Payments", "Prop accounts"];
let me: Awaited<ReturnType<typeof newCustomer>>;
let headers: Record<string, string>;
let login: number;
beforeAll(async () => {
  me = await newCustomer();
  headers = me.headers;
  login = await walletOf(me.publicId);
});

const checkout = (body: object, more: Record<string, string> = {}) =>
  documented("createCheckout", { headers: { ...headers, ...more }, body });

test("a checkout, from its refusals to the account that it buys", async () => {
  const key = { "idempotency-key": "one" };
  const { status, body } = await checkout(tier25k, key);
  expect(status).toBe(200);
  expect((await checkout(tier25k, key)).body).toEqual(body);
  expect((await checkout({ ...tier25k, tier_id: "gone" }, key)).status).toBe(409);
  for (const wrong of [
    { amount_cents: 1 },
    { tier_id: "gone" },
    { market: "forex" },
    { more: 1 },
  ]) {
    expect((await checkout({ ...tier25k, ...wrong })).status).toBe(400);
  }
  const params = { payment_id: body.payment_id };
  await confirm(body.stripe_payment_intent_id);
  expect((await documented("syncPayment", { headers, params })).body.status).toBe("succeeded");
  await deliver(await eventOf(body.stripe_payment_intent_id, "payment_intent.succeeded"));
  await workOff();
  expect((await documented("getPayment", { headers, params })).status).toBe(200);
  expect((await documented("getPayment", { headers, params: { payment_id: "x" } })).status).toBe(
    404,
  );
});

test("a free account, once", async () => {
  const body = { tier_id: "tier_demo", asset_class: "crypto", account_size: 10_000 };
  expect((await documented("claimFreeAccount", { headers, body })).status).toBe(200);
  expect((await documented("claimFreeAccount", { headers, body })).status).toBe(409);
});

test("a deposit, and its refusals", async () => {
  const deposit = (body: object) => documented("createDeposit", { headers, body });
  expect((await deposit({ login, amount_cents: 5_000 })).status).toBe(200);
  expect((await deposit({ login: 999_999, amount_cents: 5_000 })).status).toBe(403);
  expect((await deposit({ login, amount_cents: 5_000, currency: "eur" })).status).toBe(400);
  const { paymentId } = await payDeposit(headers, login);
  await workOff();
  const paid = await documented("getPayment", { headers, params: { payment_id: paymentId } });
  expect(paid.body.kind).toBe("deposit");
});

test("the lists, with the next page's address", async () => {
  const first = await documented("listPayments", { headers, query: "?limit=1" });
  expect(first.headers.get("link")).toContain('rel="next"');
  expect((await documented("listPayments", { headers, query: "?limit=0" })).status).toBe(400);
  const { body: accounts } = await documented("listPropAccounts", { headers });
  expect(accounts.map(({ status }: { status: string }) => status)).toEqual(["active", "active"]);
  const params = { id: accounts[0].id };
  expect((await documented("getPropAccount", { headers, params })).status).toBe(200);
});

test("nobody gets none of it", () => withoutCredentials(tags));

test("each operation was held to the document, in success and in error", () => {
  expect(notHeld(tags)).toEqual([]);
});
