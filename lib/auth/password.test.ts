import { beforeEach, describe, expect, test, vi } from "vitest";
import { inTransaction } from "@/db/transaction";
import { database } from "@/lib/core/database";
import { composeEmail } from "@/lib/emails/templates";
import { queueEmail } from "@/lib/mail";
import { createLink, deriveToken } from "@/lib/mail/links";
import { tradingServer } from "@/lib/trading";
import { newApp } from "@/testing/actors/app";
import { anonymousCtx } from "@/testing/actors/contexts";
import { anonymous } from "@/testing/actors/credentials";
import { isSignedIn, newSession, newVisitor } from "@/testing/actors/customer";
import { deletePendingEmails, pendingEmails } from "@/testing/database/emails";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { logIn } from "./log-in";
import { recognizeCaller } from "./recognize-caller";

// Before the settings are read: no test here is about how often.
Object.assign(process.env, { RATE_LIMIT_EMAILS: "4" });

const NEW = "quite another password";
let me: Awaited<ReturnType<typeof newVisitor>>;
beforeEach(async () => {
  await sql("delete from rate_limits");
  await deletePendingEmails();
  me = await newVisitor();
});

const opens = (password: string) =>
  logIn(anonymousCtx(), { email: me.email, password }).then(
    () => true,
    () => false,
  );
const forget = (email = me.email) => as(anonymous).post("/api/account/forgot-password", { email });
const reset = (token: string, new_password = NEW) =>
  as(anonymous).post("/api/account/reset-password", { token, new_password });
const links = async () => (await pendingEmails()).flatMap(({ link_id }) => link_id ?? []);
const tokenSent = async () => deriveToken((await links()).at(-1) ?? "");
/** A letter's token, without the wait that asking for it takes. */
const newToken = () =>
  inTransaction(database(), async (tx) => {
    const { rows } = await sql("select id, email from customers where public_id = $1", [
      me.publicId,
    ]);
    const link_id = await createLink(tx, rows[0], "reset_password");
    await queueEmail(tx, "reset-password", { link_id });
    return deriveToken(link_id);
  });

describe("POST /api/account/password", () => {
  const change = (current_password: string) =>
    as(me).post("/api/account/password", { current_password, new_password: NEW });

  test("→ other sessions end, this one stays, an email is sent", async () => {
    const other = await newSession(me.publicId);
    expect((await change(me.password)).status).toBe(204);
    expect([await isSignedIn(me.session.id), await isSignedIn(other.id)]).toEqual([true, false]);
    expect([await opens(me.password), await opens(NEW)]).toEqual([false, true]);
    expect(await pendingEmails()).toMatchObject([{ kind: "password-changed" }]);
  });

  test("a wrong current password → INVALID_CREDENTIALS", async () => {
    expect(await change("not the current one")).toMatchObject({
      status: 401,
      code: "INVALID_CREDENTIALS",
    });
    expect(await opens(me.password)).toBe(true);
  });

  test("→ an earlier reset link is invalid", async () => {
    const token = await newToken();
    await change(me.password);
    expect((await reset(token, "a third password")).code).toBe("NOT_FOUND");
  });
});

describe("a forgotten password", () => {
  test("a reset link → a new password, sessions end, the address is verified", async () => {
    await sql("update customers set email_verified_at = null");
    const token = await newToken();
    expect((await reset(token)).status).toBe(204);
    expect(await isSignedIn(me.session.id)).toBe(false);
    expect([await opens(me.password), await opens(NEW)]).toEqual([false, true]);
    const { rows } = await sql(
      "select email_verified_at is not null as verified from customers where public_id = $1",
      [me.publicId],
    );
    expect(rows).toEqual([{ verified: true }]);
    expect((await pendingEmails()).at(-1)).toMatchObject({ kind: "password-changed" });
  });

  test("a link, also used twice concurrently → valid once", async () => {
    const token = await newToken();
    const responses = await Promise.all([reset(token), reset(token), reset(token)]);
    expect(responses.map(({ status }) => status).sort()).toEqual([204, 404, 404]);
    expect((await reset(token)).code).toBe("NOT_FOUND");
  });

  test("POST /api/account/forgot-password: a stranger requests one too → the owner's earlier link is valid; one is used → none is", async () => {
    await forget();
    const older = await tokenSent();
    await forget();
    const newer = await tokenSent();
    expect(newer).not.toBe(older);
    expect((await reset(older)).status).toBe(204);
    expect((await reset(newer)).code).toBe("NOT_FOUND");
  });

  const accountsOf = async (publicId: string) => {
    const { rows } = await sql("select id from customers where public_id = $1", [publicId]);
    return tradingServer(database()).listAccounts(rows[0].id);
  };
  const setByAnyone = () =>
    sql(
      `with it as (update customers set totp_secret = 'v1.x', totp_enabled_at = now(), name = 'Mallory' where public_id = $1 returning id)
       insert into recovery_codes (customer_id, code_hash) select id, 'h' from it`,
      [me.publicId],
    );
  const found = async () => {
    const { rows } = await sql(
      `select name, totp_secret, email_verified_at is not null as verified,
         (select count(*)::int from recovery_codes r where r.customer_id = c.id) as codes
       from customers c where public_id = $1`,
      [me.publicId],
    );
    return rows[0];
  };

  test("POST /api/account/reset-password: address never verified → what was set before is cleared", async () => {
    await setByAnyone();
    await sql("update customers set email_verified_at = null where public_id = $1", [me.publicId]);
    expect((await reset(await newToken())).status).toBe(204);
    expect(await found()).toEqual({ name: null, totp_secret: null, verified: true, codes: 0 });
    expect(await opens(NEW)).toBe(true);
  });

  test("POST /api/account/reset-password: address never verified → the stranger's sessions end, and device and network aren't recognized", async () => {
    const stranger = {
      ...anonymousCtx(),
      ip: "203.0.113.7",
      device: "hash of the stranger's cookie",
    };
    const credentials = { email: me.email, password: me.password };
    const { session } = await logIn(stranger, credentials);
    const throughApp = await newSession(me.publicId, (await newApp()).id);
    await sql("update customers set email_verified_at = null where public_id = $1", [me.publicId]);
    expect(await recognizeCaller(stranger, me.email)).toEqual({ device: true, address: true });
    expect((await reset(await newToken())).status).toBe(204);
    expect(await recognizeCaller(stranger, me.email)).toEqual({ device: false, address: false });
    expect([await isSignedIn(session.id), await isSignedIn(throughApp.id)]).toEqual([false, false]);
    const owner = { ...anonymousCtx(), ip: "203.0.113.8", device: "hash of the owner's cookie" };
    await logIn(owner, { ...credentials, password: NEW });
    expect(await recognizeCaller(owner, me.email)).toEqual({ device: true, address: true });
  });

  test("POST /api/account/reset-password: address verified → the owner's devices are still recognized", async () => {
    const owner = { ...anonymousCtx(), ip: "203.0.113.9", device: "hash of another cookie" };
    await logIn(owner, { email: me.email, password: me.password });
    expect((await reset(await newToken())).status).toBe(204);
    expect(await recognizeCaller(owner, me.email)).toEqual({ device: true, address: true });
  });

  test("POST /api/account/reset-password: address never verified → earlier trading passwords are invalid, later ones valid", async () => {
    const [wallet] = await accountsOf(me.publicId);
    const login = wallet?.login ?? 0;
    const server = tradingServer(database());
    await server.setPassword(login, "the stranger's password", false);
    await sql("update customers set email_verified_at = null where public_id = $1", [me.publicId]);
    const token = await newToken();
    // This machine's clock is behind the database's.
    vi.useFakeTimers({ now: Date.now() - 60_000, toFake: ["Date"] });
    expect((await reset(token)).status).toBe(204);
    vi.useRealTimers();
    const later = await server.openAccount({
      requestKey: `later:${me.publicId}`,
      customerId: wallet?.customerId ?? 0,
      group: "WALLET-USD",
      purpose: "wallet",
      temporaryPassword: "the password of a later account",
    });
    if (later.status !== "accepted") throw new Error(later.message);
    await runAllJobs();
    expect(await server.passwordFits(login, "the stranger's password")).toBe(false);
    const isUnchanged = await server.passwordFits(
      later.account.login,
      "the password of a later account",
    );
    expect(isUnchanged).toBe(true);
  });

  test.each([
    ["of a verified address", "update customers set email_verified_at = now()"],
    ["of an admin", "update customers set email_verified_at = null, role = 'admin'"],
  ])("POST /api/account/reset-password: %s → second factor and name stay", async (_, change) => {
    await setByAnyone();
    await sql(`${change} where public_id = $1`, [me.publicId]);
    expect((await reset(await newToken())).status).toBe(204);
    expect(await found()).toEqual({
      name: "Mallory",
      totp_secret: "v1.x",
      verified: true,
      codes: 1,
    });
    await sql("update customers set role = 'trader' where public_id = $1", [me.publicId]);
  });

  test.each([
    ["an hour later", "update mail_links set expires_at = now()"],
    ["for another address", "update customers set email = 'new-' || email"],
    ["of a disabled customer", "update customers set disabled_at = now()"],
    ["that verifies an address", "update mail_links set purpose = 'verify_email'"],
  ])(
    "POST /api/account/reset-password: a link %s → NOT_FOUND, nothing changed",
    async (_, change) => {
      const token = await newToken();
      const before = await sql("select password_hash from customers where public_id = $1", [
        me.publicId,
      ]);
      await sql(change);
      expect((await reset(token)).code).toBe("NOT_FOUND");
      const after = await sql("select password_hash from customers where public_id = $1", [
        me.publicId,
      ]);
      expect(after.rows).toEqual(before.rows);
    },
  );

  test("composeEmail: the same job again → the same link; job and table hold no token", async () => {
    const token = await newToken();
    const [job] = await pendingEmails();
    const link_id = job?.link_id ?? "";
    const emails = await Promise.all(
      [1, 2].map(() => composeEmail(database(), { kind: "reset-password", link_id })),
    );
    expect(emails[0]).toEqual(emails[1]);
    expect(emails[0]?.content.link.path).toBe(`/reset-password?token=${token}`);
    const links = await sql("select * from mail_links where id = $1", [link_id]);
    expect(JSON.stringify([links.rows, job])).not.toContain(token);
  });

  test.each([
    ["used", "update mail_links set used_at = now()"],
    ["too old", "update mail_links set expires_at = now()"],
    ["of a disabled customer", "update customers set disabled_at = now()"],
  ])("composeEmail: a link that is %s → no email", async (_, change) => {
    await newToken();
    await sql(change);
    const [link_id = ""] = await links();
    expect(await composeEmail(database(), { kind: "reset-password", link_id })).toBeNull();
  });
});
