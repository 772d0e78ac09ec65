import { TOTP } from "otpauth";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import * as settings from "@/lib/core/env";
import * as mails from "@/lib/mail";
import { newApp } from "@/testing/actors/app";
import { anonymousCtx } from "@/testing/actors/contexts";
import { isSignedIn, newSession, newVisitor } from "@/testing/actors/customer";
import { nextAuthPost } from "@/testing/actors/next-auth";
import { pendingEmails } from "@/testing/database/emails";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
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
const begin = (password = me.password) => as(me).post("/api/account/second-factor", { password });
const confirm = (code: string) => as(me).post("/api/account/second-factor/confirm", { code });
/** Turns it on, with the code of the step before: the current one is still good. */
async function turnOn() {
  const { body } = await begin();
  const secret: string = body.secret;
  const on = await confirm(codeOf(secret, -1));
  expect(on.status).toBe(200);
  return { secret, recovery: on.body.recovery_codes as string[] };
}
const signIn = (code?: string) =>
  logIn(anonymousCtx(), { email: me.email, password: me.password, code }).then(
    () => "in",
    ({ code: rejectedCode }) => rejectedCode as string,
  );

describe("POST /api/account/second-factor and …/confirm", () => {
  test("the password, then a first code → on, other sessions end", async () => {
    const other = await newSession(me.publicId);
    expect((await begin("not the password")).code).toBe("INVALID_CREDENTIALS");
    const { body } = await begin();
    expect(body.uri).toContain(`otpauth://totp/Propdesk:${encodeURIComponent(me.email)}?`);
    expect((await confirm("000000")).code).toBe("TWO_FACTOR_INVALID");
    expect(await signIn()).toBe("in");
    const { status, body: codes } = await confirm(codeOf(body.secret));
    expect([status, new Set(codes.recovery_codes).size]).toEqual([200, 10]);
    expect([await isSignedIn(me.session.id), await isSignedIn(other.id)]).toEqual([true, false]);
    expect((await pendingEmails()).at(-1)).toMatchObject({ kind: "second-factor-on" });
    expect([(await begin()).code, (await confirm(codeOf(body.secret, 1))).code]).toEqual([
      "INVALID_STATE",
      "INVALID_STATE",
    ]);
  });

  test("POST /api/account/second-factor: address not verified → INVALID_STATE; where no email is sent → set up", async () => {
    await sql("update customers set email_verified_at = null where public_id = $1", [me.publicId]);
    expect(await begin()).toMatchObject({ status: 409, code: "INVALID_STATE" });
    vi.spyOn(mails, "isEmailEnabled").mockReturnValue(false);
    expect((await begin()).status).toBe(200);
    vi.restoreAllMocks();
  });

  test("two concurrent confirmations → on once, one set of recovery codes", async () => {
    const { body } = await begin();
    const responses = await Promise.all([0, -1].map((step) => confirm(codeOf(body.secret, step))));
    expect(responses.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test("stored rows → no secret and no recovery code in plain text", async () => {
    const { secret, recovery } = await turnOn();
    const rows = [await sql("select * from customers"), await sql("select * from recovery_codes")];
    const stored = JSON.stringify(rows.map((found) => found.rows));
    for (const text of [secret, ...recovery]) expect(stored).not.toContain(text);
  });
});

describe("logIn with two-factor sign-in on", () => {
  test("no code → TWO_FACTOR_REQUIRED only after the right password", async () => {
    await turnOn();
    expect(await signIn()).toBe("TWO_FACTOR_REQUIRED");
    const wrong = { email: me.email, password: "a wrong password", code: "123456" };
    await expect(logIn(anonymousCtx(), wrong)).rejects.toMatchObject({
      code: "INVALID_CREDENTIALS",
    });
  });

  test("the code of one time step before or after → accepted, others → TWO_FACTOR_INVALID", async () => {
    const { secret } = await turnOn();
    expect(await signIn(codeOf(secret, -2))).toBe("TWO_FACTOR_INVALID");
    expect(await signIn(codeOf(secret, 2))).toBe("TWO_FACTOR_INVALID");
    const { code } = { code: codeOf(secret, 1) };
    expect(await signIn(`${code.slice(0, 3)} ${code.slice(3)}`)).toBe("in");
  });

  test("a code again, or an earlier one, also concurrently → TWO_FACTOR_INVALID", async () => {
    const { secret } = await turnOn();
    const code = codeOf(secret);
    const responses = await Promise.all([1, 2, 3, 4].map(() => signIn(code)));
    expect(responses.sort()).toEqual([...Array(3).fill("TWO_FACTOR_INVALID"), "in"]);
    expect(await signIn(codeOf(secret, -1))).toBe("TWO_FACTOR_INVALID");
    expect(await signIn(codeOf(secret, 1))).toBe("in");
  });

  test("a recovery code, however typed → accepted once", async () => {
    const { recovery } = await turnOn();
    const [first = "", second = ""] = recovery;
    const responses = await Promise.all([signIn(first), signIn(first.toLowerCase())]);
    expect(responses.sort()).toEqual(["TWO_FACTOR_INVALID", "in"]);
    expect(await signIn(second.replaceAll("-", " "))).toBe("in");
    expect(await signIn("AAAA-AAAA-AAAA-AAAA")).toBe("TWO_FACTOR_INVALID");
  });

  test("ten wrong codes → RATE_LIMITED for an hour; a right one resets the count", async () => {
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

  test("no key decrypts the secret → TWO_FACTOR_UNAVAILABLE everywhere, and a recovery code works", async () => {
    const { secret, recovery } = await turnOn();
    const usual = settings.env().ENCRYPTION_KEYS;
    settings.env().ENCRYPTION_KEYS = [Buffer.alloc(32, "new").toString("base64")];
    expect(await signIn(codeOf(secret))).toBe("TWO_FACTOR_UNAVAILABLE");
    const credentials = { email: me.email, password: me.password, code: codeOf(secret) };
    const through = await as(await newApp()).post("/v2/auth/login", credentials);
    expect([through.status, through.body.error.code]).toEqual([401, "TWO_FACTOR_UNAVAILABLE"]);
    const page = await nextAuthPost("callback/credentials", new Map(), credentials);
    expect(new URL(page.body.url).searchParams.get("error")).toBe("TWO_FACTOR_UNAVAILABLE");
    expect(await signIn(recovery[0])).toBe("in");
    settings.env().ENCRYPTION_KEYS = usual;
  });

  test("no key decrypts the secret of a set-up → TWO_FACTOR_UNAVAILABLE; a new set-up works", async () => {
    const { body } = await begin();
    const usual = settings.env().ENCRYPTION_KEYS;
    settings.env().ENCRYPTION_KEYS = [Buffer.alloc(32, "new").toString("base64")];
    expect((await confirm(codeOf(body.secret))).code).toBe("TWO_FACTOR_UNAVAILABLE");
    const again = await begin();
    expect((await confirm(codeOf(again.body.secret))).status).toBe(200);
    settings.env().ENCRYPTION_KEYS = usual;
  });

  test("both APIs and the page → the same codes", async () => {
    const { secret } = await turnOn();
    const credentials = { email: me.email, password: me.password };
    const app = await newApp();
    const jar = new Map<string, string>();
    for (const path of ["/v2/auth/login", "/prop/auth/login"]) {
      const send = (body: object) => as(app).post(path, body);
      const { status, headers, code } = await send(credentials);
      expect([status, code]).toEqual([401, "TWO_FACTOR_REQUIRED"]);
      expect(headers.get("www-authenticate")).toContain("Bearer");
      expect((await send({ ...credentials, code: "000000" })).code).toBe("TWO_FACTOR_INVALID");
      await sql("update customers set totp_last_step = null");
      expect((await send({ ...credentials, code: codeOf(secret) })).status).toBe(200);
    }
    const post = (fields: object) => nextAuthPost("callback/credentials", jar, fields);
    const rejected = await post(credentials);
    expect(rejected.status).toBe(401);
    expect(new URL(rejected.body.url).searchParams.get("error")).toBe("TWO_FACTOR_REQUIRED");
    expect((await post({ ...credentials, code: codeOf(secret, 1) })).status).toBe(200);
    expect(jar.has("next-auth.session-token")).toBe(true);
  });
});

describe("two-factor sign-in is on", () => {
  const both = (code: string, password = me.password) => ({ password, code });

  test("…/disable: password and code → off, recovery codes deleted", async () => {
    const { secret } = await turnOn();
    const off = (code: string, password?: string) =>
      as(me).post("/api/account/second-factor/disable", both(code, password));
    expect((await off(codeOf(secret), "a wrong password")).code).toBe("INVALID_CREDENTIALS");
    expect((await off("000000")).code).toBe("TWO_FACTOR_INVALID");
    expect((await off(codeOf(secret))).status).toBe(204);
    expect(await signIn()).toBe("in");
    const { rows } = await sql(
      "select totp_secret, (select count(*)::int from recovery_codes r where r.customer_id = c.id) as codes from customers c where public_id = $1",
      [me.publicId],
    );
    expect(rows).toEqual([{ totp_secret: null, codes: 0 }]);
    expect((await pendingEmails()).at(-1)).toMatchObject({ kind: "second-factor-off" });
    expect((await off("000000")).code).toBe("INVALID_STATE");
  });

  test("…/recovery-codes: → new ones, the old ones are invalid", async () => {
    const { secret, recovery } = await turnOn();
    const response = await as(me).post(
      "/api/account/second-factor/recovery-codes",
      both(codeOf(secret)),
    );
    const [fresh = ""] = response.body.recovery_codes;
    expect(await signIn(recovery[0])).toBe("TWO_FACTOR_INVALID");
    expect(await signIn(fresh)).toBe("in");
  });

  test("…/disable: an admin outside development → FORBIDDEN", async () => {
    await sql("update customers set role = 'admin' where public_id = $1", [me.publicId]);
    const { secret } = await turnOn();
    const off = () => as(me).post("/api/account/second-factor/disable", both(codeOf(secret)));
    vi.spyOn(settings, "isEmbedded").mockReturnValue(false);
    expect((await off()).code).toBe("FORBIDDEN");
    vi.restoreAllMocks();
    expect((await off()).status).toBe(204);
  });
});

test("requireAdmin: an admin outside development without a second factor → FORBIDDEN", async () => {
  await sql("update customers set role = 'admin' where public_id = $1", [me.publicId]);
  const read = () => as(me).get("/api/admin/lists/customers");
  expect((await read()).status).toBe(200);
  vi.spyOn(settings, "isEmbedded").mockReturnValue(false);
  const rejected = await read();
  expect([rejected.status, rejected.code]).toEqual([403, "FORBIDDEN"]);
  expect(rejected.body.error.message).toContain("two-factor authentication");
  await turnOn();
  expect((await read()).status).toBe(200);
  vi.restoreAllMocks();
});
