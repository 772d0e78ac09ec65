import { beforeEach, expect, test } from "vitest";
import { anonymousContext } from "@/lib/api/anonymous-context";
import { database } from "@/lib/core/database";
import { newApp } from "@/testing/actors/app";
import { bearer } from "@/testing/actors/credentials";
import { isSignedIn, newSession, newVisitor } from "@/testing/actors/customer";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { filledPath, operationsOf } from "@/testing/http/surfaces";
import { loadSession } from "./load-caller";
import { readProfile } from "./profile";

let me: Awaited<ReturnType<typeof newVisitor>>;
beforeEach(async () => {
  me = await newVisitor();
});
const profile = async () => {
  const { sessionApp: _, ...actor } = await loadSession(database(), me.session.id);
  return readProfile({ ...anonymousContext(new Headers()), actor });
};
const revoke = (id: string) => as(me).delete(`/api/account/sessions/${id}`);

test("readProfile: sessions → the current one first, none that has ended", async () => {
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

test("DELETE /api/account/sessions/[id], DELETE /api/account/sessions: → that session, all others end", async () => {
  const [one, two, three] = await Promise.all([1, 2, 3].map(() => newSession(me.publicId)));
  expect((await revoke(one?.id ?? "")).status).toBe(204);
  expect(await Promise.all([one, two].map((it) => isSignedIn(it?.id ?? "")))).toEqual([
    false,
    true,
  ]);
  expect((await revoke(one?.id ?? "")).code).toBe("NOT_FOUND");
  expect((await as(me).delete("/api/account/sessions")).status).toBe(204);
  const all = [me.session, two, three].map((it) => isSignedIn(it?.id ?? ""));
  expect(await Promise.all(all)).toEqual([true, false, false]);
});

test("DELETE /api/account/sessions/[id]: another customer's session → NOT_FOUND, it goes on", async () => {
  const other = await newVisitor();
  expect((await revoke(other.session.id)).code).toBe("NOT_FOUND");
  await as(me).delete("/api/account/sessions");
  expect(await isSignedIn(other.session.id)).toBe(true);
});

test("PATCH /api/account: a name, null → stored; blank or unknown fields → INVALID_REQUEST", async () => {
  for (const name of ["Ada Lovelace", null]) {
    expect((await as(me).patch("/api/account", { name })).status).toBe(204);
    expect((await profile()).name).toBe(name);
  }
  expect((await as(me).patch("/api/account", { name: " " })).code).toBe("INVALID_REQUEST");
  const more = { name: "Ada", role: "admin" };
  expect((await as(me).patch("/api/account", more)).code).toBe("INVALID_REQUEST");
});

const browserOperations = operationsOf("browser");
test("surface browser: app and session tokens → 401; another origin → CROSS_ORIGIN", async () => {
  expect(browserOperations.length).toBeGreaterThan(8);
  for (const operation of browserOperations) {
    const { key, method, body } = operation;
    const send = (headers: Record<string, string>) =>
      as({ headers }).request(method, filledPath(operation), { ...(body && { body }) });
    const { appToken, session } = me;
    expect([key, (await send(bearer(session.token))).status]).toEqual([key, 401]);
    const both = { ...bearer(appToken), "x-session-token": session.token };
    expect([key, (await send(both)).status]).toEqual([key, 401]);
    if (method === "GET") continue;
    const elsewhere = { cookie: me.cookie, origin: "http://evil.example" };
    const { status, code } = await send(elsewhere);
    expect([key, status, code]).toEqual([key, 403, "CROSS_ORIGIN"]);
  }
});

test("PATCH /api/account: a time zone, null → stored, the name stays; an unknown zone → INVALID_REQUEST", async () => {
  const other = await newVisitor();
  const stored = async () =>
    (await sql("select name, time_zone from customers where public_id = $1", [other.publicId]))
      .rows[0];
  await as(other).patch("/api/account", { name: "Ada" });
  for (const time_zone of ["Europe/Berlin", "UTC", null]) {
    expect((await as(other).patch("/api/account", { time_zone })).status).toBe(204);
    expect(await stored()).toEqual({ name: "Ada", time_zone });
  }
  for (const time_zone of ["Europe/Atlantis", "", "+01:00"]) {
    expect((await as(other).patch("/api/account", { time_zone })).code).toBe("INVALID_REQUEST");
  }
  expect((await as(other).patch("/api/account", {})).code).toBe("INVALID_REQUEST");
  expect(await stored()).toEqual({ name: "Ada", time_zone: null });
});
