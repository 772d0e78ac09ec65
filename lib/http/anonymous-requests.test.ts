import { expect, test } from "vitest";
import { cacheEnded } from "@/lib/auth/credential";
import { signToken } from "@/lib/auth/tokens";
import { cookieOf } from "@/testing/actors/credentials";
import type { Sent } from "@/testing/http/hostile/send";
import { limitedServer } from "@/testing/http/limited-server";
import { rejectNetwork } from "./rejected-networks";

const { counts, send } = limitedServer();

const path = "/api/prop/auth/login";

test("limitAnonymousRequests: an anonymous write of a rejected network → RATE_LIMITED in the envelope, and its connection ends", async () => {
  expect((await send({ method: "POST", path, body: "{}" })).status).toBe(200);
  rejectNetwork("127.0.0.1", 30);
  const { status, headers, body } = await send({ method: "POST", path, body: "{}" });
  expect([status, counts.served]).toEqual([429, 1]);
  expect(headers["retry-after"]).toBe("30");
  expect(headers.connection).toBe("close");
  expect(headers["x-content-type-options"]).toBe("nosniff");
  expect(JSON.parse(body).error).toMatchObject({
    code: "RATE_LIMITED",
    retryable: true,
    request_id: headers["x-request-id"],
  });
});

test("limitAnonymousRequests: POST /v2/oauth/token of a rejected network → 429 in OAuth's form with our code", async () => {
  rejectNetwork("127.0.0.1", 30);
  const { status, headers, body } = await send({
    method: "POST",
    path: "/api/v2/oauth/token?a=1",
    body: "{}",
  });
  expect([status, headers["retry-after"], headers.pragma]).toEqual([429, "30", "no-cache"]);
  expect(JSON.parse(body)).toEqual({
    error: "temporarily_unavailable",
    error_description: expect.stringContaining("Too many requests"),
    code: "RATE_LIMITED",
    retryable: true,
    request_id: headers["x-request-id"],
  });
});

test("limitAnonymousRequests: a write whose query mentions the webhook → RATE_LIMITED", async () => {
  rejectNetwork("127.0.0.1", 30);
  const sent = { method: "POST", path: `${path}?from=/webhooks/`, body: "{}" };
  expect((await send(sent)).status).toBe(429);
});

/** Headers with each kind of credential that we issue. */
async function signedCredentials(): Promise<Record<string, string>[]> {
  return [
    { authorization: `Bearer ${await signToken("app", "app_one", {}, 60)}` },
    { authorization: `bearer ${await signToken("session", "ses_one")}` },
    { cookie: `a=b; ${await cookieOf("ses_two")}` },
  ];
}

test("limitAnonymousRequests: a rejected network: reads, Stripe's events, valid tokens and sessions → served", async () => {
  rejectNetwork("127.0.0.1", 30);
  rejectNetwork("203.0.113.9", 30);
  const others: Sent[] = [
    { method: "GET", path },
    { method: "POST", path: "/api/v2/webhooks/stripe", body: "{}" },
    { method: "POST", path: "/V2/webhooks/stripe?a", body: "{}" },
    { method: "GET", path: "/", headers: { cookie: "next-auth.session-token=x" } },
    ...["/api/health", "/api/health/live", "/api/health/ready", "/api/metrics"].map((probe) => ({
      method: "GET",
      path: probe,
      headers: { authorization: "Basic YTpi" },
    })),
    ...(await signedCredentials()).flatMap((headers) => [
      { method: "POST", path, body: "{}", headers },
      { method: "GET", path, headers },
    ]),
  ];
  for (const sent of others) {
    expect([sent, (await send(sent)).status]).toEqual([sent, 200]);
  }
  rejectNetwork("127.0.0.1", 0);
  expect((await send({ method: "POST", path, body: "{}" })).status).toBe(200);
});

test("limitAnonymousRequests: a rejected network: forged, expired and ended credentials → RATE_LIMITED", async () => {
  rejectNetwork("127.0.0.1", 30);
  cacheEnded("ses_ended");
  const expired = await signToken("app", "app_one", {}, -1);
  const credentials: Record<string, string>[] = [
    { authorization: "Bearer x" },
    { authorization: "Basic YTpi" },
    { authorization: "" },
    { authorization: `Bearer ${expired}` },
    { authorization: `Bearer ${await signToken("session", "ses_ended")}` },
    { cookie: "next-auth.session-token=x" },
    { cookie: await cookieOf("ses_ended") },
    // An Authorization header takes the place of the cookie.
    { authorization: "Bearer x", cookie: await cookieOf("ses_two") },
  ];
  const responses = await Promise.all(
    credentials.flatMap((headers) => [
      send({ method: "POST", path, body: "{}", headers }),
      send({ method: "GET", path, headers }),
    ]),
  );
  expect(responses.map(({ status }) => status)).toEqual(responses.map(() => 429));
  expect(counts.served).toBe(0);
});

test("limitAnonymousRequests: a rejected network: addresses like the webhook's, and a body that is sent to a page → RATE_LIMITED", async () => {
  rejectNetwork("127.0.0.1", 30);
  const others: Sent[] = [
    { method: "POST", path: `${path}?from=/webhooks/`, body: "{}" },
    { method: "POST", path: "/api/v2/webhooks/stripe/more", body: "{}" },
    // A form, as incoming-requests.ts rewrites it.
    { method: "GET", path: "/sign-in", body: "{}" },
  ];
  for (const sent of others) {
    expect([sent, (await send(sent)).status]).toEqual([sent, 429]);
  }
  expect(counts.served).toBe(0);
});
