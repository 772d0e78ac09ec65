import { expect, test } from "vitest";
import { type App, newApp } from "@/testing/actors/app";
import { newCustomer, newSession } from "@/testing/actors/customer";
import { statementsOf } from "@/testing/database/round-trips";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";

const send = async (token: string, app: App) => {
  const headers = { "x-session-token": token };
  const { status, body } = await as(app).get("/v2/auth/me", { headers });
  return status === 200 ? body.user_id : body.error.code;
};

test("loadApp, loadSession, loadAppAndSession: concurrent callers → each its own result, from one statement", async () => {
  const [app, disabled, other] = [await newApp(), await newApp(), await newApp()];
  await sql("update api_apps set disabled_at = now() where id = $1", [disabled.id]);
  const people = await Promise.all([1, 2, 3].map(() => newCustomer()));
  const [first, second, third] = await Promise.all(
    people.map(async ({ publicId }) => ({
      publicId,
      token: (await newSession(publicId, app.id)).token,
    })),
  );
  if (!first || !second || !third) throw new Error("three people are made");
  const revoked = await newSession(second.publicId, app.id);
  await sql("update sessions set revoked_at = now() where id = $1", [revoked.id]);
  const gone = await newSession(third.publicId, app.id);
  await sql("update sessions set expires_at = now() where id = $1", [gone.id]);
  // From here on their tokens are cached, and nothing else is.
  for (const { token } of [first, second, third, revoked, gone]) await send(token, app);
  for (const one of [disabled, other]) await send(first.token, one);

  let responses: unknown[] = [];
  const statements = await statementsOf(async () => {
    responses = await Promise.all([
      send(first.token, app),
      send(revoked.token, app),
      send(second.token, app),
      send(first.token, disabled),
      send(gone.token, app),
      send(third.token, other),
      send(third.token, app),
      send(gone.token, disabled),
    ]);
  });
  expect(responses).toEqual([
    first.publicId,
    "UNAUTHENTICATED",
    second.publicId,
    "UNAUTHENTICATED",
    "TOKEN_EXPIRED",
    "UNAUTHENTICATED",
    third.publicId,
    // What is wrong with the app is said first.
    "UNAUTHENTICATED",
  ]);
  expect(statements.filter((text) => text.includes("session_app"))).toHaveLength(1);
});

test("loadSession: the session ends → UNAUTHENTICATED for every later caller, however often it was valid before", async () => {
  const app = await newApp();
  const { publicId } = await newCustomer();
  const { id, token } = await newSession(publicId, app.id);
  const ten = () => Promise.all(Array.from({ length: 10 }, () => send(token, app)));
  expect(new Set(await ten())).toEqual(new Set([publicId]));
  await sql("update sessions set revoked_at = now() where id = $1", [id]);
  expect(new Set(await ten())).toEqual(new Set(["UNAUTHENTICATED"]));
});

test("authenticate: a disabled app, any session token → the error of the app", async () => {
  const app = await newApp();
  await sql("update api_apps set disabled_at = now() where id = $1", [app.id]);
  const { body } = await as(app).get("/v2/auth/me", { headers: { "x-session-token": "nonsense" } });
  expect(body.error.message).toBe("This app has been disabled.");
});
