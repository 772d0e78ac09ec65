import { beforeAll, expect, test } from "vitest";
import { signToken } from "@/lib/auth/tokens";
import { newApp } from "@/testing/actors/app";
import { newCustomer, newSession } from "@/testing/actors/customer";
import { walletOf } from "@/testing/actors/trader";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { startCheckout } from "@/testing/stripe/payments";
import { control } from "@/testing/stripe/sandbox";
import { stripe } from "./stripe";

let me: Awaited<ReturnType<typeof newCustomer>>;
let login: number;
beforeAll(async () => {
  me = await newCustomer();
  login = await walletOf(me.publicId);
});

const post = (change: object = {}, headers: Record<string, string> = {}) =>
  as(me).post("/v2/payments/deposits", { login, amount_cents: 5_000, ...change }, { headers });

let accounts = 0;
/** Another account of the customer, in a group, with changes for a test. */
async function account(group: string, { purpose = "wallet", enabled = true } = {}) {
  accounts += 1;
  const { rows } = await sql(
    "insert into trading_accounts (login, customer_id, purpose, group_name, account_mode, currency, leverage, enabled, request_key) select nextval('wallet_logins'), c.id, $2, g.name, g.account_mode, g.currency, g.leverage, $3, $4 from customers c, account_groups g where c.public_id = $1 and g.name = $5 returning login",
    [me.publicId, purpose, enabled, `test:${accounts}`, group],
  );
  return rows[0].login as number;
}

test("POST /v2/payments/deposits: the same deposit without a key, also concurrently → the same open payment", async () => {
  const responses = await Promise.all([1, 2, 3, 4].map(() => post({ amount_cents: 2_222 })));
  expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect(new Set(responses.map(({ body }) => body.payment_id)).size).toBe(1);
  expect(new Set(responses.map(({ body }) => body.stripe_payment_intent_id)).size).toBe(1);
});

test("POST /v2/payments/deposits: another amount or wallet without a key → other payments, each found again", async () => {
  const second = await account("WALLET-USD");
  const all = [
    { amount_cents: 6_001 },
    { amount_cents: 6_002 },
    { amount_cents: 6_001, login: second },
  ];
  const ids = async () => {
    const responses = await Promise.all(all.map((change) => post(change)));
    return responses.map(({ body }) => body.payment_id);
  };
  const first = await ids();
  expect(new Set(first).size).toBe(3);
  expect(await ids()).toEqual(first);
});

test("POST /v2/payments/deposits: a repeated key → the first response with the client secret; a new key → a new payment", async () => {
  const first = await post({}, { "idempotency-key": "one" });
  const again = await post({}, { "idempotency-key": "one" });
  const other = await post({}, { "idempotency-key": "two" });
  expect(again).toMatchObject({ status: 200, body: first.body });
  expect(other.body.payment_id).not.toBe(first.body.payment_id);
  const reused = await post({ amount_cents: 5_001 }, { "idempotency-key": "one" });
  expect([reused.status, reused.body.error.code]).toEqual([409, "IDEMPOTENCY_KEY_REUSED"]);
});

test("POST /v2/payments/deposits: a repeated key, the wallet disabled since → the first response", async () => {
  const wallet = await account("WALLET-USD");
  const keyed = () => post({ login: wallet }, { "idempotency-key": "disabled since" });
  const first = await keyed();
  await sql("update trading_accounts set enabled = false where login = $1", [wallet]);
  expect(await keyed()).toMatchObject({ status: 200, body: first.body });
});

test("POST /v2/payments/deposits: a key that was used for a checkout → another payment", async () => {
  const deposit = await post({}, { "idempotency-key": "shared" });
  const bought = await startCheckout(me, { key: "shared" });
  expect(bought.payment_id).not.toBe(deposit.body.payment_id);
});

test("POST /v2/payments/deposits: a repeated key without the scope → SCOPE_MISSING", async () => {
  const app = await newApp();
  const { token } = await newSession(me.publicId, app.id);
  const through = async (scope: string) => {
    const bearer = await signToken("app", app.id, { scope }, 3600);
    return post(
      {},
      {
        authorization: `Bearer ${bearer}`,
        "x-session-token": token,
        "idempotency-key": "scope",
      },
    );
  };
  expect((await through("payments:write")).status).toBe(200);
  const { status, body } = await through("payments:read");
  expect([status, body.error.code]).toEqual([403, "SCOPE_MISSING"]);
});

test("POST /v2/payments/deposits: the connection is cut after Stripe created the PaymentIntent → one PaymentIntent", async () => {
  await control("faults", { count: 2, kind: "drop_after", path: "/v1/payment_intents" });
  const lost = await post({ amount_cents: 4_444 });
  expect([lost.status, lost.body.error.code]).toEqual([503, "UNAVAILABLE"]);
  const found = await post({ amount_cents: 4_444 });
  const intents = await stripe().paymentIntents.list({ limit: 100 });
  const created = intents.data.filter((i) => i.metadata.payment_id === found.body.payment_id);
  expect(created).toHaveLength(1);
});
