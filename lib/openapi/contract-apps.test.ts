import { afterAll, beforeAll, expect, test } from "vitest";
import { demoLogins } from "@/db/demo";
import type { TagName } from "@/lib/openapi/schemas";
import { newCustomer } from "@/testing/api";
import { newApp } from "@/testing/callers";
import { documented, notHeld, withoutCredentials } from "@/testing/contract";
import { workOff } from "@/testing/stripe";
import { startReceiver } from "@/testing/webhooks";

const tags: TagName[] = ["Authentication", "Webhook endpoints"];
let app: Awaited<ReturnType<typeof newApp>>;
let headers: Record<string, string>;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
beforeAll(async () => {
  app = await newApp();
  headers = app.headers;
  receiver = await startReceiver();
});
afterAll(() => receiver.stop());

test("an app's token, and OAuth's own refusals", async () => {
  const { client_id, client_secret } = demoLogins.app;
  const ask = (more: object) =>
    documented("createAppToken", {
      body: { grant_type: "client_credentials", client_id, client_secret, ...more },
    });
  expect((await ask({})).body.token_type).toBe("Bearer");
  expect((await ask({ scope: "everything" })).status).toBe(400);
  expect((await ask({ client_secret: "wrong" })).status).toBe(401);
  // What the document calls required is: what is missing is refused, and in OAuth's form alone.
  const without = { grant_type: undefined, client_id: undefined, client_secret: undefined };
  expect((await ask({ grant_type: undefined })).body.error).toBe("invalid_request");
  expect((await ask({ grant_type: "password" })).body.error).toBe("unsupported_grant_type");
  expect((await ask({ client_id: undefined })).body.error).toBe("invalid_client");
  const basic = Buffer.from(`${client_id}:${client_secret}`).toString("base64");
  const byBasic = await documented("createAppToken", {
    headers: { authorization: `Basic ${basic}` },
    body: { ...without, grant_type: "client_credentials" },
  });
  expect(byBasic.status).toBe(200);
});

test("a customer, their sessions and who they are", async () => {
  const person = { email: "contract@propdesk.test", password: "a long enough password" };
  const made = await documented("signUp", { headers, body: person });
  expect(made.status).toBe(201);
  expect((await documented("signUp", { headers, body: person })).status).toBe(409);
  const wrong = { ...person, password: "wrong" };
  expect((await documented("logIn", { headers, body: wrong })).status).toBe(401);
  const { session_token } = (await documented("logIn", { headers, body: person })).body;
  const asMe = { ...headers, "x-session-token": session_token };
  expect((await documented("getMe", { headers: asMe })).body.email).toBe(person.email);
  const body = { session_token };
  expect((await documented("revokeSession", { headers, body })).status).toBe(200);
  expect((await documented("getMe", { headers: asMe })).status).toBe(401);
  expect((await documented("logInToTrade", { body: person })).status).toBe(200);
  expect((await documented("logInToTrade", { body: wrong })).status).toBe(401);
});

test("a scope that is missing", async () => {
  const { headers: poor } = await newApp(["payments:read"]);
  const { body } = await documented("listWebhookEndpoints", { headers: poor });
  expect(body.error.code).toBe("SCOPE_MISSING");
});

test("an endpoint from its registration to its end", async () => {
  await newCustomer();
  const wish = { url: receiver.url, events: ["*"] };
  const made = await documented("createWebhookEndpoint", { headers, body: wish });
  expect(made.status).toBe(201);
  const params = { id: made.body.id };
  const one = { headers, params };
  expect((await documented("createWebhookEndpoint", { headers, body: {} })).status).toBe(400);
  expect((await documented("listWebhookEndpoints", { headers })).body).toHaveLength(1);
  expect((await documented("getWebhookEndpoint", one)).status).toBe(200);
  expect((await documented("rotateWebhookSecret", one)).status).toBe(200);
  const { body: sent } = await documented("testWebhookEndpoint", one);
  await workOff();
  const deliveries = await documented("listWebhookDeliveries", one);
  expect(deliveries.body[0].status).toBe("succeeded");
  const again = { headers, params: { ...params, delivery_id: sent.id } };
  expect((await documented("redeliverWebhook", again)).status).toBe(202);
  const off = { ...one, body: { enabled: false, description: "off" } };
  expect((await documented("updateWebhookEndpoint", off)).body.enabled).toBe(false);
  expect((await documented("testWebhookEndpoint", one)).status).toBe(409);
  expect((await documented("deleteWebhookEndpoint", one)).status).toBe(204);
  expect((await documented("deleteWebhookEndpoint", one)).status).toBe(404);
});

test("nobody gets none of it", () => withoutCredentials(tags));

test("each operation was held to the document, in success and in error", () => {
  expect(notHeld(tags)).toEqual([]);
});
