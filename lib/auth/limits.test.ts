import { beforeEach, describe, expect, test } from "vitest";
import type { Context } from "@/lib/context";
import { mailboxOf } from "@/lib/email-address";
import { call, newCustomer, nobody } from "@/testing/api";
import { forgetMails, fromPage, waitingMails } from "@/testing/browser";
import { cookieOf, newApp, newSession, ownOrigin, sql } from "@/testing/callers";
import { nextAuthPost } from "@/testing/next-auth";
import { duringPasswordStorm } from "@/testing/password-storm";
import { handlerOf } from "@/testing/routes";
import { forgotPassword } from "./forgot-password";
import { limitCodes, limitSignIn } from "./limits";
import { loadSession } from "./load-caller";
import { logIn } from "./log-in";
import { signUp } from "./sign-up";
import { sendVerificationAgain } from "./verify-email";

// Before the settings are read. Each test says where it comes from.
Object.assign(process.env, {
  RATE_LIMIT_SIGN_IN: "4",
  RATE_LIMIT_SIGN_IN_FAILURES: "8",
  RATE_LIMIT_LETTERS: "3",
  TRUSTED_PROXY_HOPS: "1",
});

let me: Awaited<ReturnType<typeof newCustomer>>;
beforeEach(async () => {
  await sql("delete from rate_limits");
  me = await newCustomer();
  await sql("delete from rate_limits");
  await forgetMails();
});

let addresses = 0;
const somewhere = () => {
  addresses += 1;
  return `203.0.113.${addresses}`;
};
const at = (ip: string, device: string | null = null) => ({ ...nobody(), ip, device });
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    ({ code }) => code as string,
  );
const person = () => ({ email: me.email, password: me.password });

describe("limitCodes", () => {
  const tryCode = (ctx: ReturnType<typeof at>) => codeOf(limitCodes(ctx, me));

  test("someone with the password tries codes from new addresses → counted together, and only for such", async () => {
    const home = at(somewhere());
    const phone = at(somewhere(), "hash of the phone's cookie");
    await logIn(home, person());
    await logIn(phone, person());
    for (let n = 0; n < 4; n++) expect(await tryCode(at(somewhere()))).toBe("ok");
    expect(await tryCode(at(somewhere()))).toBe("RATE_LIMITED");
    expect(await tryCode(home)).toBe("ok");
    expect(await tryCode({ ...phone, ip: somewhere() })).toBe("ok");
    const { id } = await newApp();
    const app = { id, scopes: [], firstParty: false };
    expect(await codeOf(limitCodes({ ...at(somewhere()), app }, me))).toBe("ok");
  });

  test("a device and an address from which the customer signed in → limited too, each by itself", async () => {
    const home = at(somewhere());
    const phone = at(home.ip, "hash of the phone's cookie");
    await logIn(home, person());
    await logIn(phone, person());
    for (const known of [home, phone]) {
      for (let n = 0; n < 4; n++) expect(await tryCode(known)).toBe("ok");
      expect(await tryCode(known)).toBe("RATE_LIMITED");
    }
  });

  test("a signed-in customer → counted by their session", async () => {
    for (let n = 0; n < 5; n++) await tryCode(at(somewhere()));
    const session = await newSession(me.publicId);
    const cookie = await cookieOf(session.id);
    const confirm = await handlerOf("POST /api/account/second-factor/confirm");
    const ask = () =>
      call(confirm, {
        method: "POST",
        body: { code: "000000" },
        headers: { cookie, ...ownOrigin },
      });
    for (let n = 0; n < 4; n++) expect((await ask()).status).toBe(409);
    expect((await ask()).status).toBe(429);
  });

  test("a right code → the tries before it are forgotten", async () => {
    const here = at(somewhere());
    for (let n = 0; n < 3; n++) await limitCodes(here, me);
    await (await limitCodes(here, me))();
    expect(await tryCode(here)).toBe("ok");
  });
});

describe("emails with a link to a new password", () => {
  const ask = (ctx: ReturnType<typeof at>, email = me.email) =>
    codeOf(forgotPassword(ctx, { email }));

  test("one network has asked for all that it may → a stranger elsewhere gets one all the same", async () => {
    const mallory = at(somewhere());
    for (let n = 0; n < 3; n++) expect(await ask(mallory)).toBe("ok");
    expect(await ask(mallory)).toBe("RATE_LIMITED");
    expect(await ask(at(somewhere()))).toBe("ok");
    expect(await waitingMails()).toHaveLength(4);
  });

  test("strangers have used up the mailbox's → who signed in from there before gets one all the same", async () => {
    const home = at(somewhere());
    const phone = at(somewhere(), "hash of the phone's cookie");
    await logIn(home, person());
    await logIn(phone, person());
    const strangers = Array.from({ length: 13 }, () => ask(at(somewhere())));
    expect((await Promise.all(strangers)).sort()).toEqual([
      "RATE_LIMITED",
      ...Array(12).fill("ok"),
    ]);
    expect(await ask(home)).toBe("ok");
    expect(await ask({ ...phone, ip: somewhere() })).toBe("ok");
    expect(await waitingMails()).toHaveLength(14);
    for (let n = 0; n < 2; n++) expect(await ask(home)).toBe("ok");
    expect(await ask(home)).toBe("RATE_LIMITED");
  });

  test("a network that was turned away because others used up the mailbox's → has used up none of its own", async () => {
    await Promise.all(Array.from({ length: 12 }, () => ask(at(somewhere()))));
    const late = at(somewhere());
    expect(await ask(late)).toBe("RATE_LIMITED");
    const { rows } = await sql("select points from rate_limits where key like $1", [
      `email:network:%${late.ip} %`,
    ]);
    expect(rows).toEqual([{ points: 0 }]);
  });

  test("variants that nobody has → use up nothing of one that somebody has", async () => {
    const email = me.email.replace("@", "+shop@");
    await signUp(at(somewhere()), { email, password: me.password });
    await forgetMails();
    for (let n = 0; n < 6; n++) {
      expect(await ask(at(somewhere()), me.email.replace("@", `+${n}@`))).toBe("ok");
    }
    expect(await ask(at(somewhere()), email)).toBe("ok");
    expect(await waitingMails()).toHaveLength(1);
  });

  /** So many variants of the customer's address, which somebody signed up with, each from elsewhere. */
  async function variants(length: number) {
    const emails = Array.from({ length }, (_, n) => me.email.replace("@", `+${n}@`));
    for (const email of emails) await signUp(at(somewhere()), { email, password: me.password });
    await forgetMails();
    return emails;
  }

  test("victim+1@, victim+2@, … that a stranger signed up → the mailbox gets as many emails as its limit", async () => {
    const emails = await variants(4);
    const askedFor = [...emails, ...emails, ...emails, ...emails];
    const asked = askedFor.map((email) => ask(at(somewhere()), email));
    expect(new Set(await Promise.all(asked))).toEqual(new Set(["ok"]));
    expect(await waitingMails()).toHaveLength(12);
    // Who has verified a variant is its owner, and can't have been made to wait by the others.
    await sql("update customers set email_verified_at = now() where email = $1", [emails[3]]);
    expect(await ask(at(somewhere()), emails[3])).toBe("ok");
    expect(await waitingMails()).toHaveLength(13);
  });

  test("variants that nobody verified, one network asks → as many emails as its limit, whether it signed in to them or not", async () => {
    const emails = await variants(4);
    const stranger = at(somewhere());
    for (const email of emails) expect(await ask(stranger, email)).toBe("ok");
    expect(await waitingMails()).toHaveLength(3);
    await forgetMails();
    const known = at(somewhere());
    const { password } = me;
    for (const email of emails)
      await logIn({ ...known, device: `of ${email}` }, { email, password });
    for (const email of emails) {
      expect(await ask({ ...known, device: `of ${email}` }, email)).toBe("ok");
    }
    expect(await waitingMails()).toHaveLength(3);
  });

  test("a variant that nobody verified, strangers have used up the mailbox's → who signed in from there before gets one all the same", async () => {
    const [email = "", ...others] = await variants(4);
    const home = at(somewhere());
    await logIn(home, { email, password: me.password });
    const asked = [...others, ...others, ...others, ...others];
    await Promise.all(asked.map((other) => ask(at(somewhere()), other)));
    expect(await waitingMails()).toHaveLength(12);
    expect(await ask(at(somewhere()), email)).toBe("ok");
    expect(await waitingMails()).toHaveLength(12);
    expect(await ask(home, email)).toBe("ok");
    expect(await waitingMails()).toHaveLength(13);
  });

  test("a reset → failures of strangers don't keep the customer from signing in with the new password", async () => {
    for (let n = 0; n < 12; n++) await codeOf(limitSignIn(at(somewhere()), me.email));
    const here = at(somewhere());
    expect(await codeOf(logIn(here, person()))).toBe("RATE_LIMITED");
    await forgotPassword(here, { email: me.email });
    const { tokenOf } = await import("@/lib/mail/links");
    const token = tokenOf((await waitingMails()).at(-1)?.link_id ?? "");
    const body = { token, new_password: "another long enough password" };
    await fromPage("POST /api/account/reset-password", { body });
    expect(await codeOf(logIn(here, { ...person(), password: body.new_password }))).toBe("ok");
  });
});

describe("sign-up", () => {
  const signUpFrom = async (ctx: ReturnType<typeof at>, email: string): Promise<Context> => {
    const { session } = await signUp(ctx, { email, password: me.password });
    return { ...ctx, actor: await loadSession(ctx.db, session.id) };
  };

  test("victim+1@, victim+2@, … from one network → it has so many emails sent and no more, and a stranger elsewhere gets theirs", async () => {
    const mallory = at(somewhere());
    for (let n = 0; n < 4; n++) await signUpFrom(mallory, `victim+${n}@one.example`);
    expect(await waitingMails()).toHaveLength(3);
    await signUpFrom(at(somewhere()), "victim+shop@one.example");
    expect(await waitingMails()).toHaveLength(4);
  });

  test("victim+1@, victim+2@, … from everywhere → the mailbox gets as many emails as its limit, and all are signed up", async () => {
    for (let n = 0; n < 13; n++) await signUpFrom(at(somewhere()), `victim+${n}@bombed.example`);
    expect(await waitingMails()).toHaveLength(12);
    // The owner of the plain address is still asked to verify it.
    await signUpFrom(at(somewhere()), "victim@bombed.example");
    expect(await waitingMails()).toHaveLength(13);
    // And the owner of a variant is, once they are signed in and ask for it.
    const owner = await signUpFrom(at(somewhere()), "victim+shop@bombed.example");
    expect(await waitingMails()).toHaveLength(13);
    await sendVerificationAgain(owner);
    expect(await waitingMails()).toHaveLength(14);
  });

  test("signed in to victim+1@, victim+2@, … → one network has so many emails sent again and no more", async () => {
    const mallory = at(somewhere());
    const signedIn: Context[] = [];
    for (let n = 0; n < 4; n++) {
      signedIn.push(await signUpFrom(mallory, `victim+${n}@again.example`));
    }
    await forgetMails();
    const sent = signedIn.map((ctx) => codeOf(sendVerificationAgain(ctx)));
    expect((await Promise.all(sent)).sort()).toEqual(["RATE_LIMITED", "ok", "ok", "ok"]);
    expect(await waitingMails()).toHaveLength(3);
  });

  test("an address that is taken → EMAIL_TAKEN, and none of its emails is used up", async () => {
    for (let n = 0; n < 5; n++) {
      expect(await codeOf(signUp(at(somewhere()), person()))).toBe("EMAIL_TAKEN");
    }
    const { rows } = await sql("select from rate_limits where key like 'email:%'");
    expect(rows).toEqual([]);
  });

  test("too many others sign in → UNAVAILABLE, and none of the mailbox's emails is used up", async () => {
    const input = { email: "new@storm.example", password: me.password };
    const answered = await duringPasswordStorm(() => codeOf(signUp(at(somewhere()), input)));
    expect(answered).toBe("UNAVAILABLE");
    const { rows } = await sql("select from rate_limits where key like 'email:%'");
    expect(rows).toEqual([]);
  });
});

test.each([
  ["ada@firm.example", "ada@firm.example"],
  ["ada+shop@firm.example", "ada+*@firm.example"],
  ["ada+a+b@firm.example", "ada+*@firm.example"],
  ["+ada@firm.example", "+ada@firm.example"],
  ["a.da@firm.example", "a.da@firm.example"],
  ["a.da@gmail.com", "ada+*@gmail.com"],
  ["a.d.a+x@googlemail.com", "ada+*@gmail.com"],
  ["ada@gmail.com", "ada@gmail.com"],
])("mailboxOf: %s → %s", (email, mailbox) => expect(mailboxOf(email)).toBe(mailbox));

test("the device cookie → for our server alone, unreadable by scripts, the same at each sign-in", async () => {
  const jar = new Map<string, string>();
  const first = await nextAuthPost("callback/credentials", jar, person());
  const [set = ""] = first.headers.getSetCookie().filter((one) => one.startsWith("propdesk."));
  expect(set).toMatch(
    /^propdesk\.device=[\w-]{43}; Path=\/; Max-Age=34560000; HttpOnly; SameSite=Lax$/,
  );
  const cookie = `propdesk.device=${jar.get("propdesk.device")}`;
  await nextAuthPost("callback/credentials", jar, person(), { cookie });
  expect(set).toContain(cookie);
  const { rows } = await sql(
    "select device_hash from sessions where device_hash is not null and customer_id = (select id from customers where public_id = $1)",
    [me.publicId],
  );
  expect(new Set(rows.map(({ device_hash }) => device_hash)).size).toBe(1);
  expect(JSON.stringify(rows)).not.toContain(jar.get("propdesk.device"));
  const refused = await nextAuthPost("callback/credentials", new Map(), {
    ...person(),
    password: "wrong",
  });
  expect(refused.headers.getSetCookie().join()).not.toContain("propdesk.device");
});
