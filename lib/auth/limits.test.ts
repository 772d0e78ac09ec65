import { beforeEach, describe, expect, test } from "vitest";
import { signUp } from "@/lib/sign-up";
import { newApp } from "@/testing/actors/app";
import { anonymousCtx } from "@/testing/actors/contexts";
import { anonymous, cookieOf, ownOrigin } from "@/testing/actors/credentials";
import { newCustomer, newSession } from "@/testing/actors/customer";
import { deletePendingEmails, pendingEmails } from "@/testing/database/emails";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { forgotPassword } from "./forgot-password";
import { limitCodes, limitSignIn } from "./limits";
import { logIn } from "./log-in";

// Before the settings are read. Each test says where it comes from.
Object.assign(process.env, {
  RATE_LIMIT_SIGN_IN: "4",
  RATE_LIMIT_SIGN_IN_FAILURES: "8",
  RATE_LIMIT_EMAILS: "3",
  TRUSTED_PROXY_HOPS: "1",
});

let me: Awaited<ReturnType<typeof newCustomer>>;
beforeEach(async () => {
  await sql("delete from rate_limits");
  me = await newCustomer();
  await sql("delete from rate_limits");
  await deletePendingEmails();
});

let addresses = 0;
const somewhere = () => {
  addresses += 1;
  return `203.0.113.${addresses}`;
};
const at = (ip: string, device: string | null = null) => ({ ...anonymousCtx(), ip, device });
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    ({ code }) => code as string,
  );
const credentials = () => ({ email: me.email, password: me.password });

describe("limitCodes", () => {
  const tryCode = (ctx: ReturnType<typeof at>) => codeOf(limitCodes(ctx, me));

  test("codes of one account from new addresses → counted together, and only for new addresses", async () => {
    const home = at(somewhere());
    const phone = at(somewhere(), "hash of the phone's cookie");
    await logIn(home, credentials());
    await logIn(phone, credentials());
    for (let n = 0; n < 4; n++) expect(await tryCode(at(somewhere()))).toBe("ok");
    expect(await tryCode(at(somewhere()))).toBe("RATE_LIMITED");
    expect(await tryCode(home)).toBe("ok");
    expect(await tryCode({ ...phone, ip: somewhere() })).toBe("ok");
    const { id } = await newApp();
    const app = { id, scopes: [], firstParty: false };
    expect(await codeOf(limitCodes({ ...at(somewhere()), app }, me))).toBe("ok");
  });

  test("a device and an address of an earlier sign-in → limits of their own", async () => {
    const home = at(somewhere());
    const phone = at(home.ip, "hash of the phone's cookie");
    await logIn(home, credentials());
    await logIn(phone, credentials());
    for (const recognized of [home, phone]) {
      for (let n = 0; n < 4; n++) expect(await tryCode(recognized)).toBe("ok");
      expect(await tryCode(recognized)).toBe("RATE_LIMITED");
    }
  });

  test("a signed-in customer → counted by session", async () => {
    for (let n = 0; n < 5; n++) await tryCode(at(somewhere()));
    const session = await newSession(me.publicId);
    const cookie = await cookieOf(session.id);
    const send = () =>
      as({ headers: { cookie, ...ownOrigin } }).post("/api/account/second-factor/confirm", {
        code: "000000",
      });
    for (let n = 0; n < 4; n++) expect((await send()).status).toBe(409);
    expect((await send()).status).toBe(429);
  });

  test("a right code → resets the counter", async () => {
    const here = at(somewhere());
    for (let n = 0; n < 3; n++) await limitCodes(here, me);
    await (await limitCodes(here, me))();
    expect(await tryCode(here)).toBe("ok");
  });
});

describe("POST /api/account/forgot-password: emails of one mailbox", () => {
  const send = (ctx: ReturnType<typeof at>, email = me.email) =>
    codeOf(forgotPassword(ctx, { email }));

  test("one network at its limit → another network still gets an email", async () => {
    const mallory = at(somewhere());
    for (let n = 0; n < 3; n++) expect(await send(mallory)).toBe("ok");
    expect(await send(mallory)).toBe("RATE_LIMITED");
    expect(await send(at(somewhere()))).toBe("ok");
    expect(await pendingEmails()).toHaveLength(4);
  });

  test("strangers have used up the limit → a recognized caller still gets an email", async () => {
    const home = at(somewhere());
    const phone = at(somewhere(), "hash of the phone's cookie");
    await logIn(home, credentials());
    await logIn(phone, credentials());
    const strangers = Array.from({ length: 13 }, () => send(at(somewhere())));
    expect((await Promise.all(strangers)).sort()).toEqual([
      "RATE_LIMITED",
      ...Array(12).fill("ok"),
    ]);
    expect(await send(home)).toBe("ok");
    expect(await send({ ...phone, ip: somewhere() })).toBe("ok");
    expect(await pendingEmails()).toHaveLength(14);
    for (let n = 0; n < 2; n++) expect(await send(home)).toBe("ok");
    expect(await send(home)).toBe("RATE_LIMITED");
  });

  test("a network was rejected since others used up the limit → its own limit is unused", async () => {
    await Promise.all(Array.from({ length: 12 }, () => send(at(somewhere()))));
    const late = at(somewhere());
    expect(await send(late)).toBe("RATE_LIMITED");
    const { rows } = await sql("select points from rate_limits where key like $1", [
      `email:network:%${late.ip} %`,
    ]);
    expect(rows).toEqual([{ points: 0 }]);
  });

  test("variants without an account → count nothing for a variant with one", async () => {
    const email = me.email.replace("@", "+shop@");
    await signUp(at(somewhere()), { email, password: me.password });
    await deletePendingEmails();
    for (let n = 0; n < 6; n++) {
      expect(await send(at(somewhere()), me.email.replace("@", `+${n}@`))).toBe("ok");
    }
    expect(await send(at(somewhere()), email)).toBe("ok");
    expect(await pendingEmails()).toHaveLength(1);
  });

  /** So many variants of the customer's address, which somebody signed up with, each from elsewhere. */
  async function variants(length: number) {
    const emails = Array.from({ length }, (_, n) => me.email.replace("@", `+${n}@`));
    for (const email of emails) await signUp(at(somewhere()), { email, password: me.password });
    await deletePendingEmails();
    return emails;
  }

  test("victim+1@, victim+2@, … with accounts of a stranger → the mailbox gets as many emails as its limit", async () => {
    const emails = await variants(4);
    const recipients = [...emails, ...emails, ...emails, ...emails];
    const requests = recipients.map((email) => send(at(somewhere()), email));
    expect(new Set(await Promise.all(requests))).toEqual(new Set(["ok"]));
    expect(await pendingEmails()).toHaveLength(12);
    // Who has verified a variant is its owner, and can't have been made to wait by the others.
    await sql("update customers set email_verified_at = now() where email = $1", [emails[3]]);
    expect(await send(at(somewhere()), emails[3])).toBe("ok");
    expect(await pendingEmails()).toHaveLength(13);
  });

  test("unverified variants, one network → as many emails as its limit, recognized or not", async () => {
    const emails = await variants(4);
    const stranger = at(somewhere());
    for (const email of emails) expect(await send(stranger, email)).toBe("ok");
    expect(await pendingEmails()).toHaveLength(3);
    await deletePendingEmails();
    const recognized = at(somewhere());
    const { password } = me;
    for (const email of emails)
      await logIn({ ...recognized, device: `of ${email}` }, { email, password });
    for (const email of emails) {
      expect(await send({ ...recognized, device: `of ${email}` }, email)).toBe("ok");
    }
    expect(await pendingEmails()).toHaveLength(3);
  });

  test("an unverified variant, strangers have used up the limit → a recognized caller still gets an email", async () => {
    const [email = "", ...others] = await variants(4);
    const home = at(somewhere());
    await logIn(home, { email, password: me.password });
    const requests = [...others, ...others, ...others, ...others];
    await Promise.all(requests.map((other) => send(at(somewhere()), other)));
    expect(await pendingEmails()).toHaveLength(12);
    expect(await send(at(somewhere()), email)).toBe("ok");
    expect(await pendingEmails()).toHaveLength(12);
    expect(await send(home, email)).toBe("ok");
    expect(await pendingEmails()).toHaveLength(13);
  });

  test("a reset → earlier failures of strangers don't block the sign-in with the new password", async () => {
    for (let n = 0; n < 12; n++) await codeOf(limitSignIn(at(somewhere()), me.email));
    const here = at(somewhere());
    expect(await codeOf(logIn(here, credentials()))).toBe("RATE_LIMITED");
    await forgotPassword(here, { email: me.email });
    const { deriveToken } = await import("@/lib/mail/links");
    const token = deriveToken((await pendingEmails()).at(-1)?.link_id ?? "");
    const body = { token, new_password: "another long enough password" };
    await as(anonymous).post("/api/account/reset-password", body);
    expect(await codeOf(logIn(here, { ...credentials(), password: body.new_password }))).toBe("ok");
  });
});
