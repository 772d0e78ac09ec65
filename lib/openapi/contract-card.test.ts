import { beforeAll, expect, test } from "vitest";
import type { TagName } from "@/lib/openapi/schemas";
import { newApp } from "@/testing/actors/app";
import { anonymous } from "@/testing/actors/credentials";
import { newCustomer } from "@/testing/actors/customer";
import { walletOf } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { as } from "@/testing/http/client";
import { missingResponses } from "@/testing/http/contract";
import { callWithoutCredentials } from "@/testing/http/every-operation";
import { payDeposit } from "@/testing/stripe/deposits";
import { tier25k } from "@/testing/stripe/payments";
import { buyByCard, program1 } from "@/testing/stripe/program-payments";
import { confirm, deliver, eventOf } from "@/testing/stripe/sandbox";

const tags: TagName[] = ["Payments", "Prop accounts"];
let me: Awaited<ReturnType<typeof newCustomer>>;
let login: number;
beforeAll(async () => {
  me = await newCustomer();
  login = await walletOf(me.publicId);
});

const checkout = (body: object, headers = {}) =>
  as(me).post("/v2/payments/checkout", body, { headers });

test("createCheckout, syncPayment, getPayment: rejected, replayed, paid → as documented", async () => {
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
  const path = `/v2/payments/${body.payment_id}`;
  await confirm(body.stripe_payment_intent_id);
  expect((await as(me).post(`${path}/sync`)).body.status).toBe("succeeded");
  await deliver(await eventOf(body.stripe_payment_intent_id, "payment_intent.succeeded"));
  await runAllJobs();
  expect((await as(me).get(path)).status).toBe(200);
  expect((await as(me).get("/v2/payments/x")).status).toBe(404);
});

test("claimFreeAccount: first and second time → as documented", async () => {
  const body = { tier_id: "tier_demo", asset_class: "crypto", account_size: 10_000 };
  expect((await as(me).post("/v2/payments/free", body)).status).toBe(200);
  expect((await as(me).post("/v2/payments/free", body)).status).toBe(409);
});

test("createDeposit: success and errors → as documented", async () => {
  const deposit = (body: object) => as(me).post("/v2/payments/deposits", body);
  expect((await deposit({ login, amount_cents: 5_000 })).status).toBe(200);
  expect((await deposit({ login: 999_999, amount_cents: 5_000 })).status).toBe(403);
  expect((await deposit({ login, amount_cents: 5_000, currency: "eur" })).status).toBe(400);
  const { paymentId } = await payDeposit(me, login);
  await runAllJobs();
  const paid = await as(me).get(`/v2/payments/${paymentId}`);
  expect(paid.body.kind).toBe("deposit");
});

test("createProgramCheckout: success and errors → as documented", async () => {
  const start = (body: object) => as(me).post("/v2/payments/program-checkout", body);
  expect((await start(program1)).status).toBe(200);
  expect((await start({ ...program1, amount_cents: 1_00 })).code).toBe("AMOUNT_MISMATCH");
  expect((await start({ ...program1, program_id: 999_999 })).code).toBe("PROGRAM_DISABLED");
  expect((await start({ ...program1, program_id: 4, amount_cents: 0 })).code).toBe(
    "PROGRAM_DISABLED",
  );
  const { paymentId } = await buyByCard(me);
  const { body } = await as(me).get(`/v2/payments/${paymentId}`);
  expect([body.kind, body.program_name]).toEqual(["program", "Two-step 100K"]);
});

test("listTiers: an app → as documented", async () => {
  expect((await as(await newApp()).get("/v2/tiers")).status).toBe(200);
});

test("getRuleSet: that of a payment → as documented, with the numbers of the account", async () => {
  const app = as(await newApp());
  const { body: tiers } = await app.get("/v2/tiers");
  const [{ rule_set }] = tiers[0].phases;
  const { status, body } = await app.get(`/v2/rule-sets/${rule_set}?account_size=5000`);
  expect([status, body.rule_set]).toEqual([200, rule_set]);
  expect(JSON.stringify(body.rules_text)).toContain("$4,750.00");
  expect((await app.get(`/v2/rule-sets/${"0".repeat(64)}`)).status).toBe(404);
  expect((await app.get(`/v2/rule-sets/${rule_set}?account_size=0`)).status).toBe(400);
});

test("listLegalDocuments, getLegalDocument: anyone → as documented", async () => {
  expect((await as(anonymous).get("/v2/legal-documents")).status).toBe(200);
  expect((await as(anonymous).get("/v2/legal-documents/terms")).status).toBe(200);
  expect((await as(anonymous).get("/v2/legal-documents/terms?version=99")).status).toBe(404);
  expect((await as(anonymous).get("/v2/legal-documents/imprint")).status).toBe(400);
});

test("listPayments, listPropAccounts: pages with a link to the next one → as documented", async () => {
  const first = await as(me).get("/v2/payments?limit=1");
  expect(first.headers.get("link")).toContain('rel="next"');
  expect((await as(me).get("/v2/payments?limit=0")).status).toBe(400);
  const { body: accounts } = await as(me).get("/v2/payments/prop-accounts");
  expect(accounts.map(({ status }: { status: string }) => status)).toEqual(["active", "active"]);
  expect((await as(me).get(`/v2/payments/prop-accounts/${accounts[0].id}`)).status).toBe(200);
});

test("payments and prop accounts: no credentials → rejected as documented", () =>
  callWithoutCredentials(tags));

test("payments and prop accounts: every operation → a success and an error were validated", () => {
  // No request can make a list that anyone may read fail.
  const left = missingResponses(tags).filter((it) => it !== "listLegalDocuments: no error");
  expect(left).toEqual([]);
});
