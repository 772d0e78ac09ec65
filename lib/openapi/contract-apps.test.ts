import { afterAll, beforeAll, expect, test } from "vitest";
import { demoLogins } from "@/db/demo";
import type { TagName } from "@/lib/openapi/schemas";
import { newApp } from "@/testing/actors/app";
import { anonymous } from "@/testing/actors/credentials";
import { newCustomer } from "@/testing/actors/customer";
import { runAllJobs } from "@/testing/database/jobs";
import { as } from "@/testing/http/client";
import { missingResponses } from "@/testing/http/contract";
import { callWithoutCredentials } from "@/testing/http/every-operation";
import { startReceiver } from "@/testing/stand-ins/webhook-receiver";

const tags: TagName[] = ["Authentication", "Webhook endpoints"];
let app: Awaited<ReturnType<typeof newApp>>;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
beforeAll(async () => {
  app = await newApp();
  receiver = await startReceiver();
});
afterAll(() => receiver.stop());

test("createAppToken: success and every error of OAuth → as documented", async () => {
  const { client_id, client_secret } = demoLogins.app;
  const requestToken = (more: object) =>
    as(anonymous).post("/v2/oauth/token", {
      grant_type: "client_credentials",
      client_id,
      client_secret,
      ...more,
    });
  expect((await requestToken({})).body.token_type).toBe("Bearer");
  expect((await requestToken({ scope: "everything" })).status).toBe(400);
  expect((await requestToken({ client_secret: "wrong" })).status).toBe(401);
  // Fields that the document calls required: without one, the request is rejected in OAuth's form.
  const without = { grant_type: undefined, client_id: undefined, client_secret: undefined };
  expect((await requestToken({ grant_type: undefined })).body.error).toBe("invalid_request");
  expect((await requestToken({ grant_type: "password" })).body.error).toBe(
    "unsupported_grant_type",
  );
  expect((await requestToken({ client_id: undefined })).body.error).toBe("invalid_client");
  const basic = Buffer.from(`${client_id}:${client_secret}`).toString("base64");
  const byBasic = await as(anonymous).post(
    "/v2/oauth/token",
    { ...without, grant_type: "client_credentials" },
    { headers: { authorization: `Basic ${basic}` } },
  );
  expect(byBasic.status).toBe(200);
});

test("signUp, logIn, getMe, revokeSession, logInToTrade: success and error → as documented", async () => {
  const credentials = { email: "contract@propdesk.test", password: "a long enough password" };
  const signedUp = await as(app).post("/v2/auth/signup", credentials);
  expect(signedUp.status).toBe(201);
  expect((await as(app).post("/v2/auth/signup", credentials)).status).toBe(409);
  const wrong = { ...credentials, password: "wrong" };
  expect((await as(app).post("/v2/auth/login", wrong)).status).toBe(401);
  const { session_token } = (await as(app).post("/v2/auth/login", credentials)).body;
  const signedIn = { appToken: app.appToken, session: { id: "", token: session_token } };
  expect((await as(signedIn).get("/v2/auth/me")).body.email).toBe(credentials.email);
  const body = { session_token };
  expect((await as(app).post("/v2/auth/sessions/revoke", body)).status).toBe(200);
  expect((await as(signedIn).get("/v2/auth/me")).status).toBe(401);
  expect((await as(anonymous).post("/prop/auth/login", credentials)).status).toBe(200);
  expect((await as(anonymous).post("/prop/auth/login", wrong)).status).toBe(401);
});

test("listWebhookEndpoints: an app without the scope → SCOPE_MISSING, as documented", async () => {
  const limited = await newApp(["payments:read"]);
  const { body } = await as(limited).get("/v2/webhook-endpoints");
  expect(body.error.code).toBe("SCOPE_MISSING");
});

test("webhook endpoints: created, tested, redelivered, disabled, deleted → as documented", async () => {
  await newCustomer();
  const endpoint = { url: receiver.url, events: ["*"] };
  const created = await as(app).post("/v2/webhook-endpoints", endpoint);
  expect(created.status).toBe(201);
  const path = `/v2/webhook-endpoints/${created.body.id}`;
  expect((await as(app).post("/v2/webhook-endpoints", {})).status).toBe(400);
  expect((await as(app).get("/v2/webhook-endpoints")).body).toHaveLength(1);
  expect((await as(app).get(path)).status).toBe(200);
  expect((await as(app).post(`${path}/rotate-secret`)).status).toBe(200);
  const { body: sent } = await as(app).post(`${path}/test`);
  await runAllJobs();
  const deliveries = await as(app).get(`${path}/deliveries`);
  expect(deliveries.body[0].status).toBe("succeeded");
  expect((await as(app).post(`${path}/deliveries/${sent.id}/redeliver`)).status).toBe(202);
  const off = { enabled: false, description: "off" };
  expect((await as(app).patch(path, off)).body.enabled).toBe(false);
  expect((await as(app).post(`${path}/test`)).status).toBe(409);
  expect((await as(app).delete(path)).status).toBe(204);
  expect((await as(app).delete(path)).status).toBe(404);
});

test("apps and webhook endpoints: no credentials → rejected as documented", () =>
  callWithoutCredentials(tags));

test("apps and webhook endpoints: every operation → a success and an error were validated", () => {
  expect(missingResponses(tags)).toEqual([]);
});
