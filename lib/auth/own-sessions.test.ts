import { beforeEach, expect, test } from "vitest";
import { database } from "@/lib/database";
import { anonymousContext } from "@/lib/http/route";
import { call } from "@/testing/api";
import { fromPage, isSignedIn, newVisitor } from "@/testing/browser";
import { newApp, newSession, sql } from "@/testing/callers";
import { handlerOf, paramsOf } from "@/testing/routes";
import { wallsOf } from "@/testing/surfaces";
import { loadSession } from "./load-caller";
import { readProfile } from "./profile";

let me: Awaited<ReturnType<typeof newVisitor>>;
beforeEach(async () => {
  me = await newVisitor();
});
const profile = async () => {
  const { through: _, ...actor } = await loadSession(database(), me.session.id);
  return readProfile({ ...anonymousContext(new Headers()), actor });
};
const revoke = (id: string) => me.ask("DELETE /api/account/sessions/[id]", { params: { id } });

test("the profile lists where somebody is signed in, this session first, and none that has ended", async () => {
  const app = await newApp();
  const [through, ended, expired] = [
    await newSession(me.publicId, app.id),
    await newSession(me.publicId),
    await newSession(me.publicId),
  ];
  await sql("update sessions set revoked_at = now() where id = $1", [ended.id]);
  await sql("update sessions set expires_at = now() where id = $1", [expired.id]);
  await newVisitor();
  const { sessions } = await profile();
  expect(sessions.map(({ id, current, app_name }) => [id, current, app_name])).toEqual([
    [me.session.id, true, null],
    [through.id, false, app.id],
  ]);
  const [first] = sessions;
  expect(Math.abs(Date.parse(first?.last_used_at ?? "") - Date.now())).toBeLessThan(60_000);
});

test("one session is ended, or all others", async () => {
  const [one, two, three] = await Promise.all([1, 2, 3].map(() => newSession(me.publicId)));
  expect((await revoke(one?.id ?? "")).status).toBe(204);
  expect(await Promise.all([one, two].map((it) => isSignedIn(it?.id ?? "")))).toEqual([
    false,
    true,
  ]);
  expect((await revoke(one?.id ?? "")).code).toBe("NOT_FOUND");
  expect((await me.ask("DELETE /api/account/sessions")).status).toBe(204);
  const all = [me.session, two, three].map((it) => isSignedIn(it?.id ?? ""));
  expect(await Promise.all(all)).toEqual([true, false, false]);
});

test("nobody ends another's session", async () => {
  const other = await newVisitor();
  expect((await revoke(other.session.id)).code).toBe("NOT_FOUND");
  await me.ask("DELETE /api/account/sessions");
  expect(await isSignedIn(other.session.id)).toBe(true);
});

test("a name is changed and taken away", async () => {
  for (const name of ["Ada Lovelace", null]) {
    expect((await me.ask("PATCH /api/account", { body: { name } })).status).toBe(204);
    expect((await profile()).name).toBe(name);
  }
  expect((await me.ask("PATCH /api/account", { body: { name: " " } })).code).toBe(
    "INVALID_REQUEST",
  );
  const more = { name: "Ada", role: "admin" };
  expect((await me.ask("PATCH /api/account", { body: more })).code).toBe("INVALID_REQUEST");
});

const walls = wallsOf("browser");
test("what guards an account is changed by a browser alone: no token, no other site", async () => {
  expect(walls.length).toBeGreaterThan(8);
  for (const { key, body } of walls) {
    const params = paramsOf(key);
    const [method = ""] = key.split(" ");
    const sent = { method, params, ...(body && { body }) };
    const bearer = { authorization: `Bearer ${me.session.token}` };
    const tokens = await call(await handlerOf(key), { ...sent, headers: bearer });
    expect([key, tokens.status]).toEqual([key, 401]);
    const both = await call(await handlerOf(key), { ...sent, headers: me.headers });
    expect([key, both.status]).toEqual([key, 401]);
    if (method === "GET") continue;
    const headers = { cookie: me.cookie, origin: "http://evil.example" };
    const { status, code } = await fromPage(key, { params, headers, ...(body && { body }) });
    expect([key, status, code]).toEqual([key, 403, "CROSS_ORIGIN"]);
  }
});
