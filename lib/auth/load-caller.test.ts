import { expect, test } from "vitest";
import { call, newCustomer } from "@/testing/api";
import { newApp, newSession, sql } from "@/testing/callers";
import { statementsOf } from "@/testing/round-trips";
import { handlerOf } from "@/testing/routes";

const me = await handlerOf("GET /api/v2/auth/me");
const ask = async (token: string, headers: Record<string, string>) => {
  const { status, body } = await call(me, { headers: { ...headers, "x-session-token": token } });
  return status === 200 ? body.user_id : body.error.code;
};

test("of those who ask at one moment each is told of itself alone, and one statement asks for all", async () => {
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
  // Their tokens are known from here on, and nothing else is.
  for (const { token } of [first, second, third, revoked, gone]) await ask(token, app.headers);
  for (const { headers } of [disabled, other]) await ask(first.token, headers);

  let answers: unknown[] = [];
  const statements = await statementsOf(async () => {
    answers = await Promise.all([
      ask(first.token, app.headers),
      ask(revoked.token, app.headers),
      ask(second.token, app.headers),
      ask(first.token, disabled.headers),
      ask(gone.token, app.headers),
      ask(third.token, other.headers),
      ask(third.token, app.headers),
      ask(gone.token, disabled.headers),
    ]);
  });
  expect(answers).toEqual([
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
  expect(statements.filter((text) => text.includes("came_through"))).toHaveLength(1);
});

test("a session that is ended is refused to whoever asks from then on, as often as it was welcome", async () => {
  const app = await newApp();
  const { publicId } = await newCustomer();
  const { id, token } = await newSession(publicId, app.id);
  const ten = () => Promise.all(Array.from({ length: 10 }, () => ask(token, app.headers)));
  expect(new Set(await ten())).toEqual(new Set([publicId]));
  await sql("update sessions set revoked_at = now() where id = $1", [id]);
  expect(new Set(await ten())).toEqual(new Set(["UNAUTHENTICATED"]));
});

test("of an app that was disabled nothing is said of the session, whatever is sent as one", async () => {
  const app = await newApp();
  await sql("update api_apps set disabled_at = now() where id = $1", [app.id]);
  const { body } = await call(me, { headers: { ...app.headers, "x-session-token": "nonsense" } });
  expect(body.error.message).toBe("The app's access has ended.");
});
