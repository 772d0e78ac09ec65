import { beforeEach, describe, expect, test, vi } from "vitest";
import { inTransaction } from "@/db/transaction";
import { connection, database } from "@/lib/database";
import { mail } from "@/lib/mail";
import { writeLetter } from "@/lib/mail/letters";
import { makeLink, tokenOf } from "@/lib/mail/links";
import { tradingServer } from "@/lib/trading";
import { nobody } from "@/testing/api";
import { forgetMails, fromPage, isSignedIn, newVisitor, waitingMails } from "@/testing/browser";
import { newApp, newSession, sql } from "@/testing/callers";
import { workOff } from "@/testing/stripe";
import { ANSWER_MS } from "./forgot-password";
import { knownFrom } from "./known-from";
import { logIn } from "./log-in";

// Before the settings are read: no test here is about how often.
Object.assign(process.env, { RATE_LIMIT_LETTERS: "4" });

const NEW = "quite another password";
let me: Awaited<ReturnType<typeof newVisitor>>;
beforeEach(async () => {
  await sql("delete from rate_limits");
  await forgetMails();
  me = await newVisitor();
});

const opens = (password: string) =>
  logIn(nobody(), { email: me.email, password }).then(
    () => true,
    () => false,
  );
const forget = (email = me.email) =>
  fromPage("POST /api/account/forgot-password", { body: { email } });
const reset = (token: string, new_password = NEW) =>
  fromPage("POST /api/account/reset-password", { body: { token, new_password } });
const links = async () => (await waitingMails()).flatMap(({ link_id }) => link_id ?? []);
const tokenSent = async () => tokenOf((await links()).at(-1) ?? "");
/** A letter's token, without the wait that asking for it takes. */
const newToken = () =>
  inTransaction(database(), async (tx) => {
    const { rows } = await sql("select id, email from customers where public_id = $1", [
      me.publicId,
    ]);
    const link_id = await makeLink(tx, rows[0], "reset_password");
    await mail(tx, "reset-password", { link_id });
    return tokenOf(link_id);
  });

describe("changing the password", () => {
  const change = (current_password: string) =>
    me.ask("POST /api/account/password", { body: { current_password, new_password: NEW } });

  test("ends every other session at once, keeps this one, and tells by mail", async () => {
    const other = await newSession(me.publicId);
    expect((await change(me.password)).status).toBe(204);
    expect([await isSignedIn(me.session.id), await isSignedIn(other.id)]).toEqual([true, false]);
    expect([await opens(me.password), await opens(NEW)]).toEqual([false, true]);
    expect(await waitingMails()).toMatchObject([{ kind: "password-changed" }]);
  });

  test("needs the current one", async () => {
    expect(await change("not the current one")).toMatchObject({
      status: 401,
      code: "INVALID_CREDENTIALS",
    });
    expect(await opens(me.password)).toBe(true);
  });

  test("ends a link to reset it that was sent before", async () => {
    const token = await newToken();
    await change(me.password);
    expect((await reset(token, "a third password")).code).toBe("NOT_FOUND");
  });
});

describe("a forgotten password", () => {
  test("is replaced through the letter: all sessions end, and the address is verified", async () => {
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
    expect((await waitingMails()).at(-1)).toMatchObject({ kind: "password-changed" });
  });

  test("a link works once, also for two at once", async () => {
    const token = await newToken();
    const answers = await Promise.all([reset(token), reset(token), reset(token)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 404, 404]);
    expect((await reset(token)).code).toBe("NOT_FOUND");
  });

  test("POST /api/account/forgot-password: a stranger asks too → the owner's earlier link works; one used → none works", async () => {
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

  test("POST /api/account/reset-password: address never verified → what whoever signed up had set is gone", async () => {
    await setByAnyone();
    await sql("update customers set email_verified_at = null where public_id = $1", [me.publicId]);
    expect((await reset(await newToken())).status).toBe(204);
    expect(await found()).toEqual({ name: null, totp_secret: null, verified: true, codes: 0 });
    expect(await opens(NEW)).toBe(true);
  });

  test("POST /api/account/reset-password: address never verified → the stranger's sessions end, through an app too, and their device and network are unknown", async () => {
    const stranger = { ...nobody(), ip: "203.0.113.7", device: "hash of the stranger's cookie" };
    const credentials = { email: me.email, password: me.password };
    const { session } = await logIn(stranger, credentials);
    const throughApp = await newSession(me.publicId, (await newApp()).id);
    await sql("update customers set email_verified_at = null where public_id = $1", [me.publicId]);
    expect(await knownFrom(stranger, me.email)).toEqual({ device: true, address: true });
    expect((await reset(await newToken())).status).toBe(204);
    expect(await knownFrom(stranger, me.email)).toEqual({ device: false, address: false });
    expect([await isSignedIn(session.id), await isSignedIn(throughApp.id)]).toEqual([false, false]);
    const owner = { ...nobody(), ip: "203.0.113.8", device: "hash of the owner's cookie" };
    await logIn(owner, { ...credentials, password: NEW });
    expect(await knownFrom(owner, me.email)).toEqual({ device: true, address: true });
  });

  test("POST /api/account/reset-password: address verified → the owner's devices stay known", async () => {
    const owner = { ...nobody(), ip: "203.0.113.9", device: "hash of another cookie" };
    await logIn(owner, { email: me.email, password: me.password });
    expect((await reset(await newToken())).status).toBe(204);
    expect(await knownFrom(owner, me.email)).toEqual({ device: true, address: true });
  });

  test("POST /api/account/reset-password: address never verified → trading passwords of before fit no more, those of later accounts do", async () => {
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
    if (later.outcome !== "accepted") throw new Error(later.message);
    await workOff();
    expect(await server.passwordFits(login, "the stranger's password")).toBe(false);
    const kept = await server.passwordFits(later.account.login, "the password of a later account");
    expect(kept).toBe(true);
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
    ["of somebody disabled", "update customers set disabled_at = now()"],
    ["that verifies an address", "update mail_links set purpose = 'verify_email'"],
  ])("a link %s changes nothing", async (_, change) => {
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
  });

  test("a letter that is written again carries the same link; the job and the table hold no token", async () => {
    const token = await newToken();
    const [job] = await waitingMails();
    const link_id = job?.link_id ?? "";
    const letters = await Promise.all(
      [1, 2].map(() => writeLetter(database(), { kind: "reset-password", link_id })),
    );
    expect(letters[0]).toEqual(letters[1]);
    expect(letters[0]?.letter.link.path).toBe(`/reset-password?token=${token}`);
    const kept = await sql("select * from mail_links where id = $1", [link_id]);
    expect(JSON.stringify([kept.rows, job])).not.toContain(token);
  });

  test.each([
    ["used", "update mail_links set used_at = now()"],
    ["too old", "update mail_links set expires_at = now()"],
    ["somebody's who was disabled", "update customers set disabled_at = now()"],
  ])("a letter isn't written any more for a link that is %s", async (_, change) => {
    await newToken();
    await sql(change);
    const [link_id = ""] = await links();
    expect(await writeLetter(database(), { kind: "reset-password", link_id })).toBeNull();
  });
});

describe("nobody learns which addresses are known", () => {
  test("a known, an unknown and a disabled one answer the same, after the same time", async () => {
    const banned = await newVisitor();
    await sql("update customers set disabled_at = now() where public_id = $1", [banned.publicId]);
    const looks = [];
    for (const email of [me.email, "nobody@example.com", banned.email]) {
      const start = performance.now();
      const { status, body } = await forget(email);
      const took = performance.now() - start;
      expect(took).toBeGreaterThanOrEqual(ANSWER_MS - 5);
      looks.push([status, body]);
    }
    expect(looks).toEqual([looks[0], looks[0], looks[0]]);
    expect(await links()).toHaveLength(1);
  });

  test("also when there were too many: each address has so many letters an hour", async () => {
    for (const email of [me.email, "nobody@example.com"]) {
      const answers = await Promise.all([1, 2, 3, 4, 5].map(() => forget(email)));
      expect(answers.map(({ status }) => status).sort()).toEqual([204, 204, 204, 204, 429]);
    }
  });
});

test("a sign-in with the old password that was under way when it changed starts no session", async () => {
  const before = await sql("select count(*)::int as n from sessions");
  const client = await connection().pool.connect();
  await client.query("begin");
  await client.query("update customers set password_hash = 'changed' where public_id = $1", [
    me.publicId,
  ]);
  const signingIn = opens(me.password);
  await new Promise((resolve) => setTimeout(resolve, 200));
  await client.query("commit");
  client.release();
  expect(await signingIn).toBe(false);
  expect((await sql("select count(*)::int as n from sessions")).rows).toEqual(before.rows);
});
