import { TOTP } from "otpauth";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import * as settings from "@/lib/env";
import * as mails from "@/lib/mail";
import { call, nobody } from "@/testing/api";
import { isSignedIn, newVisitor, waitingMails } from "@/testing/browser";
import { newApp, newSession, sql } from "@/testing/callers";
import { nextAuthPost } from "@/testing/next-auth";
import { handlerOf } from "@/testing/routes";
import { logIn } from "./log-in";

const STEP_MS = 30_000;
let me: Awaited<ReturnType<typeof newVisitor>>;
beforeEach(async () => {
  // In the middle of a step, and it stays there: a code is right or wrong for the whole test.
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime((Math.floor(Date.now() / STEP_MS) + 0.5) * STEP_MS);
  await sql("delete from rate_limits");
  me = await newVisitor();
});

afterAll(() => vi.useRealTimers());

/** The code of so many steps from now. */
const codeOf = (secret: string, steps = 0) =>
  new TOTP({ secret }).generate({ timestamp: Date.now() + steps * STEP_MS });
const begin = (password = me.password) =>
  me.ask("POST /api/account/second-factor", { body: { password } });
const confirm = (code: string) =>
  me.ask("POST /api/account/second-factor/confirm", { body: { code } });
/** Turns it on, with the code of the step before: the current one is still good. */
async function turnOn() {
  const { body } = await begin();
  const secret: string = body.secret;
  const on = await confirm(codeOf(secret, -1));
  expect(on.status).toBe(200);
  return { secret, recovery: on.body.recovery_codes as string[] };
}
const signIn = (code?: string) =>
  logIn(nobody(), { email: me.email, password: me.password, code }).then(
    () => "in",
    ({ code: refusal }) => refusal as string,
  );

describe("turning it on", () => {
  test("takes the password and a first right code, and ends the other sessions", async () => {
    const other = await newSession(me.publicId);
    expect((await begin("not the password")).code).toBe("INVALID_CREDENTIALS");
    const { body } = await begin();
    expect(body.uri).toContain(`otpauth://totp/Propdesk:${encodeURIComponent(me.email)}?`);
    expect((await confirm("000000")).code).toBe("TWO_FACTOR_INVALID");
    expect(await signIn()).toBe("in");
    const { status, body: codes } = await confirm(codeOf(body.secret));
    expect([status, new Set(codes.recovery_codes).size]).toEqual([200, 10]);
    expect([await isSignedIn(me.session.id), await isSignedIn(other.id)]).toEqual([true, false]);
    expect((await waitingMails()).at(-1)).toMatchObject({ kind: "second-factor-on" });
    expect([(await begin()).code, (await confirm(codeOf(body.secret, 1))).code]).toEqual([
      "INVALID_STATE",
      "INVALID_STATE",
    ]);
  });

  test("POST /api/account/second-factor: address not verified → INVALID_STATE; where no email is sent → set up", async () => {
    await sql("update customers set email_verified_at = null where public_id = $1", [me.publicId]);
    expect(await begin()).toMatchObject({ status: 409, code: "INVALID_STATE" });
    vi.spyOn(mails, "sendsMail").mockReturnValue(false);
    expect((await begin()).status).toBe(200);
    vi.restoreAllMocks();
  });

  test("two right codes at once turn it on once: one set of recovery codes is given", async () => {
    const { body } = await begin();
    const answers = await Promise.all([0, -1].map((step) => confirm(codeOf(body.secret, step))));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test("the database has neither the secret nor a recovery code in it", async () => {
    const { secret, recovery } = await turnOn();
    const rows = [await sql("select * from customers"), await sql("select * from recovery_codes")];
    const kept = JSON.stringify(rows.map((found) => found.rows));
    for (const known of [secret, ...recovery]) expect(kept).not.toContain(known);
  });
});

describe("signing in", () => {
  test("asks the code once the password is right, and not before", async () => {
    await turnOn();
    expect(await signIn()).toBe("TWO_FACTOR_REQUIRED");
    const wrong = { email: me.email, password: "a wrong password", code: "123456" };
    await expect(logIn(nobody(), wrong)).rejects.toMatchObject({ code: "INVALID_CREDENTIALS" });
  });

  test("takes the code of a step to either side, and no other", async () => {
    const { secret } = await turnOn();
    expect(await signIn(codeOf(secret, -2))).toBe("TWO_FACTOR_INVALID");
    expect(await signIn(codeOf(secret, 2))).toBe("TWO_FACTOR_INVALID");
    const { code } = { code: codeOf(secret, 1) };
    expect(await signIn(`${code.slice(0, 3)} ${code.slice(3)}`)).toBe("in");
  });

  test("takes no code twice, nor one before it, also when they come all at once", async () => {
    const { secret } = await turnOn();
    const code = codeOf(secret);
    const answers = await Promise.all([1, 2, 3, 4].map(() => signIn(code)));
    expect(answers.sort()).toEqual([...Array(3).fill("TWO_FACTOR_INVALID"), "in"]);
    expect(await signIn(codeOf(secret, -1))).toBe("TWO_FACTOR_INVALID");
    expect(await signIn(codeOf(secret, 1))).toBe("in");
  });

  test("takes each recovery code once, however it is typed", async () => {
    const { recovery } = await turnOn();
    const [first = "", second = ""] = recovery;
    const answers = await Promise.all([signIn(first), signIn(first.toLowerCase())]);
    expect(answers.sort()).toEqual(["TWO_FACTOR_INVALID", "in"]);
    expect(await signIn(second.replaceAll("-", " "))).toBe("in");
    expect(await signIn("AAAA-AAAA-AAAA-AAAA")).toBe("TWO_FACTOR_INVALID");
  });

  test("after ten wrong codes none is looked at for an hour; a right one forgives those before it", async () => {
    const { secret, recovery } = await turnOn();
    await sql("update rate_limits set points = 999 where key = $1", [
      `code:stranger:${me.publicId}`,
    ]);
    expect(await signIn("000000")).toBe("TWO_FACTOR_INVALID");
    const { rows } = await sql("select points from rate_limits where key = $1", [
      `code:stranger:${me.publicId}`,
    ]);
    expect(rows).toEqual([{ points: 1 }]);
    await sql("update rate_limits set points = 1000 where key like 'code:%'");
    expect(await signIn(codeOf(secret))).toBe("RATE_LIMITED");
    await sql("update rate_limits set points = 5 where key like 'code:%'");
    expect(await signIn(recovery[0])).toBe("in");
    expect((await sql("select from rate_limits where key like 'code:%'")).rowCount).toBe(0);
  });

  test("a secret that no key reads → TWO_FACTOR_UNAVAILABLE on all ways, and a recovery code is good", async () => {
    const { secret, recovery } = await turnOn();
    const usual = settings.env().ENCRYPTION_KEYS;
    settings.env().ENCRYPTION_KEYS = [Buffer.alloc(32, "new").toString("base64")];
    expect(await signIn(codeOf(secret))).toBe("TWO_FACTOR_UNAVAILABLE");
    const person = { email: me.email, password: me.password, code: codeOf(secret) };
    const through = await call(await handlerOf("POST /api/v2/auth/login"), {
      method: "POST",
      body: person,
      headers: (await newApp()).headers,
    });
    expect([through.status, through.body.error.code]).toEqual([401, "TWO_FACTOR_UNAVAILABLE"]);
    const page = await nextAuthPost("callback/credentials", new Map(), person);
    expect(new URL(page.body.url).searchParams.get("error")).toBe("TWO_FACTOR_UNAVAILABLE");
    expect(await signIn(recovery[0])).toBe("in");
    settings.env().ENCRYPTION_KEYS = usual;
  });

  test("a set-up whose secret no key reads → TWO_FACTOR_UNAVAILABLE; begun again, it goes on", async () => {
    const { body } = await begin();
    const usual = settings.env().ENCRYPTION_KEYS;
    settings.env().ENCRYPTION_KEYS = [Buffer.alloc(32, "new").toString("base64")];
    expect((await confirm(codeOf(body.secret))).code).toBe("TWO_FACTOR_UNAVAILABLE");
    const again = await begin();
    expect((await confirm(codeOf(again.body.secret))).status).toBe(200);
    settings.env().ENCRYPTION_KEYS = usual;
  });

  test("through the APIs and the page alike", async () => {
    const { secret } = await turnOn();
    const person = { email: me.email, password: me.password };
    const app = await newApp();
    const jar = new Map<string, string>();
    for (const [key, headers] of [
      ["POST /api/v2/auth/login", app.headers],
      ["POST /api/prop/auth/login", {}],
    ] as const) {
      const ask = async (body: object) =>
        call(await handlerOf(key), { method: "POST", body, headers });
      const { status, headers: answered, body } = await ask(person);
      expect([status, body.error.code]).toEqual([401, "TWO_FACTOR_REQUIRED"]);
      expect(answered.get("www-authenticate")).toContain("Bearer");
      expect((await ask({ ...person, code: "000000" })).body.error.code).toBe("TWO_FACTOR_INVALID");
      await sql("update customers set totp_last_step = null");
      expect((await ask({ ...person, code: codeOf(secret) })).status).toBe(200);
    }
    const post = (fields: object) => nextAuthPost("callback/credentials", jar, fields);
    const refused = await post(person);
    expect(refused.status).toBe(401);
    expect(new URL(refused.body.url).searchParams.get("error")).toBe("TWO_FACTOR_REQUIRED");
    expect((await post({ ...person, code: codeOf(secret, 1) })).status).toBe(200);
    expect(jar.has("next-auth.session-token")).toBe(true);
  });
});

describe("once it is on", () => {
  const both = (code: string, password = me.password) => ({ body: { password, code } });

  test("turning it off takes the password and a code, and forgets the recovery codes", async () => {
    const { secret } = await turnOn();
    const off = (code: string, password?: string) =>
      me.ask("POST /api/account/second-factor/disable", both(code, password));
    expect((await off(codeOf(secret), "a wrong password")).code).toBe("INVALID_CREDENTIALS");
    expect((await off("000000")).code).toBe("TWO_FACTOR_INVALID");
    expect((await off(codeOf(secret))).status).toBe(204);
    expect(await signIn()).toBe("in");
    const { rows } = await sql(
      "select totp_secret, (select count(*)::int from recovery_codes r where r.customer_id = c.id) as codes from customers c where public_id = $1",
      [me.publicId],
    );
    expect(rows).toEqual([{ totp_secret: null, codes: 0 }]);
    expect((await waitingMails()).at(-1)).toMatchObject({ kind: "second-factor-off" });
    expect((await off("000000")).code).toBe("INVALID_STATE");
  });

  test("new recovery codes end the ones before", async () => {
    const { secret, recovery } = await turnOn();
    const answer = await me.ask(
      "POST /api/account/second-factor/recovery-codes",
      both(codeOf(secret)),
    );
    const [fresh = ""] = answer.body.recovery_codes;
    expect(await signIn(recovery[0])).toBe("TWO_FACTOR_INVALID");
    expect(await signIn(fresh)).toBe("in");
  });

  test("an admin can't turn it off outside development", async () => {
    await sql("update customers set role = 'admin' where public_id = $1", [me.publicId]);
    const { secret } = await turnOn();
    const off = () => me.ask("POST /api/account/second-factor/disable", both(codeOf(secret)));
    vi.spyOn(settings, "isEmbedded").mockReturnValue(false);
    expect((await off()).code).toBe("FORBIDDEN");
    vi.restoreAllMocks();
    expect((await off()).status).toBe(204);
  });
});

test("outside development an admin is let in with a second factor alone", async () => {
  await sql("update customers set role = 'admin' where public_id = $1", [me.publicId]);
  const read = () => me.ask("GET /api/admin/lists/[list]", { params: { list: "customers" } });
  expect((await read()).status).toBe(200);
  vi.spyOn(settings, "isEmbedded").mockReturnValue(false);
  const refused = await read();
  expect([refused.status, refused.code]).toEqual([403, "FORBIDDEN"]);
  expect(refused.body.error.message).toContain("two-factor sign-in");
  await turnOn();
  expect((await read()).status).toBe(200);
  vi.restoreAllMocks();
});
