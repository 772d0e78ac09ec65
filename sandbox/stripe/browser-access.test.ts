import { describe, expect } from "vitest";
import { PUBLISHABLE_KEY, SECRET_KEY, type TestSandbox, test } from "./testing/harness";

async function openIntent(sandbox: TestSandbox) {
  const { id, client_secret } = await sandbox.client().paymentIntents.create({
    amount: 500,
    currency: "usd",
    customer: "cus_1",
    metadata: { secret: "of the shop" },
  });
  return { path: `/v1/payment_intents/${id}`, client_secret: client_secret ?? "" };
}

describe("publishable key:", () => {
  test("retrieve with the client secret → the reduced object", async ({ sandbox }) => {
    const { path, client_secret } = await openIntent(sandbox);
    const response = await sandbox.browser("GET", path, { client_secret });
    const intent = await response.json();
    expect(intent).toMatchObject({ amount: 500, status: "requires_payment_method", client_secret });
    for (const hidden of ["metadata", "customer", "latest_charge"]) {
      expect(intent).not.toHaveProperty(hidden);
    }
  });

  test("confirm with the client secret → the reduced object", async ({ sandbox }) => {
    const { path, client_secret } = await openIntent(sandbox);
    const params = { client_secret, payment_method: "pm_card_visa" };
    const intent = await (await sandbox.browser("POST", `${path}/confirm`, params)).json();
    expect(intent).toMatchObject({ status: "succeeded" });
    expect(intent).not.toHaveProperty("latest_charge");
  });

  test("decline → the reduced object in the error", async ({ sandbox }) => {
    const { path, client_secret } = await openIntent(sandbox);
    const params = { client_secret, payment_method: "pm_card_chargeDeclined" };
    const response = await sandbox.browser("POST", `${path}/confirm`, params);
    expect(response.status).toBe(402);
    const { error } = await response.json();
    expect(error).toMatchObject({ code: "card_declined", payment_intent: { amount: 500 } });
    expect(error.payment_intent).not.toHaveProperty("metadata");
  });

  test.for(["", "confirm"])(
    "no or wrong client secret (%s) → rejected",
    async (verb, { sandbox }) => {
      const { path } = await openIntent(sandbox);
      const [method, url] =
        verb === "" ? (["GET", path] as const) : (["POST", `${path}/${verb}`] as const);
      const without = await sandbox.browser(method, url);
      expect(await without.json()).toMatchObject({ error: { param: "client_secret" } });
      const other = await openIntent(sandbox);
      const wrong = await sandbox.browser(method, url, { client_secret: other.client_secret });
      expect(wrong.status).toBe(400);
      expect(await wrong.json()).toMatchObject({
        error: { code: "payment_intent_invalid_parameter", param: "client_secret" },
      });
    },
  );

  test.for([
    ["POST", "/v1/payment_intents"],
    ["GET", "/v1/payment_intents"],
    ["POST", "/v1/payment_intents/pi_1/cancel"],
    ["POST", "/v1/refunds"],
    ["GET", "/v1/charges"],
    ["GET", "/v1/events"],
    ["GET", "/v1/webhook_endpoints"],
  ] as const)("%s %s → secret_key_required", async ([method, path], { sandbox }) => {
    const response = await sandbox.browser(method, path);
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ error: { code: "secret_key_required" } });
  });
});

describe("CORS:", () => {
  test("preflight and request of another origin → allowed", async ({ sandbox }) => {
    const preflight = await fetch(`${sandbox.url}/v1/payment_intents/pi_1/confirm`, {
      method: "OPTIONS",
      headers: {
        Origin: "http://localhost:3000",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization",
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("Access-Control-Allow-Origin")).toBe("*");
    expect(preflight.headers.get("Access-Control-Allow-Headers")).toContain("Authorization");

    const response = await sandbox.browser("GET", "/v1/payment_intents/pi_1", {
      client_secret: "x",
    });
    expect(response.headers.get("Access-Control-Allow-Origin")).toBe("*");
  });
});

describe("API key:", () => {
  test("missing → 401", async ({ sandbox }) => {
    const response = await fetch(`${sandbox.url}/v1/payment_intents`);
    expect(response.status).toBe(401);
    expect(response.headers.get("Request-Id")).toMatch(/^req_/);
    expect(await response.json()).toMatchObject({ error: { type: "invalid_request_error" } });
  });

  test("of another account → 401, the key isn't repeated", async ({ sandbox }) => {
    const listing = sandbox.client("sk_test_somebodyElse9999").paymentIntents.list();
    await expect(listing).rejects.toMatchObject({
      type: "StripeAuthenticationError",
      statusCode: 401,
      message: "Invalid API Key provided: sk_test_************9999",
    });
  });

  test("in Basic authorization → accepted", async ({ sandbox }) => {
    const response = await fetch(`${sandbox.url}/v1/payment_intents`, {
      headers: { Authorization: `Basic ${Buffer.from(`${SECRET_KEY}:`).toString("base64")}` },
    });
    expect(response.status).toBe(200);
  });

  test("publishable → can create a payment method", async ({ sandbox }) => {
    const response = await sandbox.browser("POST", "/v1/payment_methods", {
      type: "card",
      "card[number]": "4242424242424242",
      "card[exp_month]": "1",
      "card[exp_year]": String(new Date().getFullYear() + 1),
      key: PUBLISHABLE_KEY,
    });
    const method = await response.json();
    expect(method).toMatchObject({ object: "payment_method", card: { last4: "4242" } });
    expect(JSON.stringify(method)).not.toContain("4242424242424242");
  });
});

describe("unknown path:", () => {
  test("in the API → Stripe's error", async ({ stripe }) => {
    await expect(stripe.rawRequest("GET", "/v1/nothing")).rejects.toMatchObject({
      statusCode: 404,
      message: expect.stringContaining("Unrecognized request URL (GET: /v1/nothing)"),
    });
  });

  test("elsewhere → 404; /health → 200", async ({ sandbox }) => {
    expect((await fetch(`${sandbox.url}/nothing`)).status).toBe(404);
    const health = await fetch(`${sandbox.url}/health`);
    expect(await health.json()).toEqual({ status: "ok" });
  });
});
