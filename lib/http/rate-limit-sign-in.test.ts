import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { call, newCustomer } from "@/testing/api";
import { cookieOf, newApp, ownOrigin, sql } from "@/testing/callers";
import { nextAuthPost } from "@/testing/next-auth";
import { prop } from "@/testing/prop";
import { handlerOf } from "@/testing/routes";
import { newTrader } from "@/testing/trading";

// Before the settings are read, which the first request does. Each test writes the client's address.
Object.assign(process.env, {
  RATE_LIMIT_SIGN_IN: "3",
  RATE_LIMIT_SIGN_IN_FAILURES: "16",
  RATE_LIMIT_APP_SIGN_IN: "20",
  TRUSTED_PROXY_HOPS: "1",
});

const appLogIn = await handlerOf("POST /api/v2/auth/login");
const propLogIn = await handlerOf("POST /api/prop/auth/login");
const token = await handlerOf("POST /api/v2/oauth/token");
const signUp = await handlerOf("POST /api/sign-up");
const changePassword = await handlerOf("POST /api/account/password");

let me: Awaited<ReturnType<typeof newCustomer>>;
let app: Awaited<ReturnType<typeof newApp>>;
/** A customer, without what it counted to make one. */
async function newPerson() {
  const person = await newCustomer();
  await sql("delete from rate_limits where key like 'token:%' or key like 'email:%'");
  return person;
}

beforeAll(async () => {
  app = await newApp();
});
beforeEach(async () => {
  await sql("delete from rate_limits");
  me = await newPerson();
});

const from = (address: string) => ({ "x-forwarded-for": address });
let addresses = 0;
const somewhere = () => {
  addresses += 1;
  return from(`203.0.113.${addresses}`);
};
const WRONG = "not their password";

const jars = new WeakMap<object, Map<string, string>>();
/** The browser at an address: what it keeps between its sign-ins. */
function jarOf(address: object) {
  const jar = jars.get(address) ?? new Map<string, string>();
  jars.set(address, jar);
  return jar;
}

// Every way by which a person signs in themselves.
const ways = {
  "/prop/auth/login": (email: string, address: object, password = me.password) =>
    call(propLogIn, { method: "POST", body: { email, password }, headers: { ...address } }),
  "next-auth's callback": (email: string, address: object, password = me.password) =>
    browse(email, address, password, jarOf(address)),
};
const browse = (email: string, address: object, password: string, jar: Map<string, string>) => {
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
  const headers = { ...address, ...(cookie && { cookie }) };
  return nextAuthPost("callback/credentials", jar, { email, password }, headers);
};
const { "/prop/auth/login": logIn } = ways;

/** Strangers at as many addresses as it takes use up what an account has of failures. */
async function storm(email: string) {
  for (let n = 0; n < 6; n++) {
    const there = somewhere();
    for (let tries = 0; tries < 3; tries++) await logIn(email, there, WRONG);
  }
}

describe("a person who signs in", () => {
  test.each(Object.entries(ways))(
    "%s: too many tries of one account from one address → RATE_LIMITED there, and nowhere else",
    async (_, ask) => {
      const here = somewhere();
      for (let n = 0; n < 3; n++) expect((await ask(me.email, here)).status).toBe(200);
      const { status, headers } = await logIn(me.email.toUpperCase(), here);
      expect(status).toBe(429);
      expect(Number(headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
      expect((await ask("somebody.else@example.com", here)).status).toBe(401);
      expect((await ask(me.email, somewhere())).status).toBe(200);
    },
  );

  test.each(Object.entries(ways))(
    "%s: failures of one account from many addresses → RATE_LIMITED for an address that is new",
    async (_, ask) => {
      await storm(me.email);
      expect((await ask(me.email, somewhere())).status).toBe(429);
      const other = await newPerson();
      expect((await ask(other.email, somewhere(), other.password)).status).toBe(200);
    },
  );

  test.each(Object.entries(ways))(
    "%s: right passwords → never counted as failures",
    async (_, ask) => {
      for (let n = 0; n < 20; n++) expect((await ask(me.email, somewhere())).status).toBe(200);
    },
  );

  test.each(Object.entries(ways))(
    "%s: failures of strangers → an address that signed in before goes on",
    async (_, ask) => {
      const home = somewhere();
      expect((await ask(me.email, home)).status).toBe(200);
      await storm(me.email);
      expect((await ask(me.email, home)).status).toBe(200);
    },
  );

  test("an IPv6 address → known by its network, as it is counted", async () => {
    expect((await logIn(me.email, from("2001:db8:7:1::5"))).status).toBe(200);
    await storm(me.email);
    expect((await logIn(me.email, from("2001:db8:7:1:aaaa::9"))).status).toBe(200);
    expect((await logIn(me.email, from("2001:db8:7:2::5"))).status).toBe(429);
  });

  test("failures of strangers → a browser that signed in before goes on, also from a new address", async () => {
    const jar = new Map<string, string>();
    expect((await browse(me.email, somewhere(), me.password, jar)).status).toBe(200);
    expect(jar.get("propdesk.device")).toMatch(/^[\w-]{43}$/);
    await storm(me.email);
    expect((await browse(me.email, somewhere(), me.password, jar)).status).toBe(200);
    // Another's browser, or a cookie that somebody makes up, opens nothing.
    const other = await newPerson();
    const theirs = new Map<string, string>();
    await browse(other.email, somewhere(), other.password, theirs);
    expect((await browse(me.email, somewhere(), me.password, theirs)).status).toBe(429);
    const forged = new Map([["propdesk.device", "x".repeat(43)]]);
    expect((await browse(me.email, somewhere(), me.password, forged)).status).toBe(429);
  });

  test("a stranger behind the same address → a browser that signed in before has tries of its own", async () => {
    const office = somewhere();
    const jar = new Map<string, string>();
    expect((await browse(me.email, office, me.password, jar)).status).toBe(200);
    for (let n = 0; n < 6; n++) await logIn(me.email, office, WRONG);
    expect((await logIn(me.email, office)).status).toBe(429);
    expect((await browse(me.email, office, me.password, jar)).status).toBe(200);
    for (let n = 0; n < 2; n++) await browse(me.email, office, WRONG, jar);
    expect((await browse(me.email, office, me.password, jar)).status).toBe(429);
  });

  test("wrong passwords in a browser that signed in before → after a share of its own RATE_LIMITED for the hour, there alone", async () => {
    const home = somewhere();
    const jar = new Map<string, string>();
    expect((await browse(me.email, home, me.password, jar)).status).toBe(200);
    const minuteLater = () =>
      sql("delete from rate_limits where key ~ '^sign-in:account-(address|device):'");
    // A quarter of 16 of the address, and as many of the browser.
    for (let n = 0; n < 8; n++) {
      await minuteLater();
      expect((await browse(me.email, home, WRONG, jar)).status).toBe(401);
    }
    await minuteLater();
    expect((await browse(me.email, home, WRONG, jar)).status).toBe(429);
    expect((await browse(me.email, home, me.password, jar)).status).toBe(429);
    expect((await logIn(me.email, somewhere())).status).toBe(200);
  });

  test("one address with one account → can't use up the account's failures for everyone else", async () => {
    const there = somewhere();
    for (let n = 0; n < 30; n++) {
      await sql("delete from rate_limits where key like 'sign-in:account-address:%'");
      await logIn(me.email, there, WRONG);
    }
    expect((await logIn(me.email, somewhere())).status).toBe(200);
  });

  test("failures at one address with many accounts → RATE_LIMITED there, but not for who signed in there before", async () => {
    const office = somewhere();
    expect((await logIn(me.email, office)).status).toBe(200);
    for (let n = 0; n < 16; n++)
      expect((await logIn(`nobody-${n}@example.com`, office)).status).toBe(401);
    const other = await newPerson();
    expect((await logIn(other.email, office)).status).toBe(429);
    expect((await logIn(me.email, office)).status).toBe(200);
    expect((await logIn(other.email, somewhere())).status).toBe(200);
  });

  test("all ways → counted together, and the sign-in page is told why", async () => {
    const here = somewhere();
    for (const ask of [...Object.values(ways), logIn])
      expect((await ask(me.email, here)).status).toBe(200);
    expect((await logIn(me.email, here)).status).toBe(429);
    const { body } = await browse(me.email, here, me.password, new Map());
    expect(new URL(body.url).searchParams.get("error")).toBe("RATE_LIMITED");
  });

  test("tries all at once → as many get through as one after the other", async () => {
    const here = somewhere();
    const answers = await Promise.all([1, 2, 3, 4, 5, 6].map(() => logIn(me.email, here)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 429, 429, 429]);
  });

  test("counters → in the database for all processes, each kind with its prefix", async () => {
    await logIn(me.email, from("198.51.100.1"), WRONG);
    const { rows } = await sql("select key, points from rate_limits order by key");
    expect(rows).toEqual([
      { key: `sign-in:account-address-failures:198.51.100.1 ${me.email}`, points: 1 },
      { key: `sign-in:account-address:198.51.100.1 ${me.email}`, points: 1 },
      { key: `sign-in:account-failures:${me.email}`, points: 1 },
      { key: "sign-in:address-failures:198.51.100.1", points: 1 },
    ]);
  });

  test("a minute later → may try again", async () => {
    const here = somewhere();
    for (let n = 0; n < 4; n++) await logIn(me.email, here);
    await sql("update rate_limits set expire = expire - 60000");
    expect((await logIn(me.email, here)).status).toBe(200);
  });
});

test("an email address of any length → an account like another", async () => {
  expect((await logIn("x".repeat(254), somewhere())).status).toBe(401);
});

describe("what is typed as an email address names no other counter", () => {
  const ask = (id: string, address: object) =>
    call(token, {
      method: "POST",
      body: { grant_type: "client_credentials", client_id: id, client_secret: app.secret },
      headers: { ...address },
    });

  test("a client's token and a trading account's password → out of reach", async () => {
    const there = somewhere();
    const address = there["x-forwarded-for"];
    for (const name of [
      `${address} ${app.id}`,
      `login 100001`,
      `token:client-address:${address} ${app.id}`,
    ])
      for (let n = 0; n < 4; n++) await logIn(name, somewhere(), WRONG);
    expect((await ask(app.id, there)).status).toBe(200);
    const { rows } = await sql("select distinct split_part(key, ':', 1) as kind from rate_limits");
    expect(rows.map(({ kind }) => kind).sort()).toEqual(["sign-in", "token"]);
  });

  test("POST /prop/accounts/:login/password and …/reset: strangers sign in under the names of their counters → the owner's go on", async () => {
    const owner = await newTrader();
    await sql("delete from rate_limits");
    const { login, session } = owner;
    const keys = [`login ${login}`, `${session.id} ${login}`, session.id, owner.email];
    for (const name of keys.flatMap((key) => [
      key,
      `trading-password:session:${key}`,
      `confirm:session:${key}`,
    ]))
      for (let n = 0; n < 4; n++) await logIn(name, somewhere(), WRONG);
    const params = { login };
    const reset = await prop(owner, "POST accounts/[login]/password/reset", {
      params,
      body: { password: owner.password },
    });
    expect(reset.status).toBe(200);
    const change = await prop(owner, "POST accounts/[login]/password", {
      params,
      body: { current_password: reset.body.temporary_password, new_password: "one of my own" },
    });
    expect(change.status).toBe(200);
  });
});

describe("an app's customers", () => {
  const through = (email: string, password = me.password, by = app) =>
    call(appLogIn, {
      method: "POST",
      body: { email, password },
      headers: { ...by.headers, ...from("192.0.2.80") },
    });
  const ask = (id: string, address: object = from("192.0.2.80")) =>
    call(token, {
      method: "POST",
      body: { grant_type: "client_credentials", client_id: id, client_secret: app.secret },
      headers: { ...address },
    });

  test("more of them in a minute than an address may → all in, and the app gets its token", async () => {
    const people = [];
    for (let n = 0; n < 10; n++) people.push(await newPerson());
    for (const one of people) expect((await through(one.email, one.password)).status).toBe(200);
    expect((await ask(app.id)).status).toBe(200);
  });

  test("RATE_LIMIT_APP_SIGN_IN in a minute → RATE_LIMITED for the app alone, and not for its token", async () => {
    const busy = await newApp();
    for (let n = 0; n < 20; n++) await through(`nobody-${n}@example.com`, WRONG, busy);
    expect((await through(me.email, me.password, busy)).status).toBe(429);
    expect((await through(me.email)).status).toBe(200);
    expect((await ask(app.id)).status).toBe(200);
  });

  test("failures of one account through an app → RATE_LIMITED through it, but not for the customer's own browser", async () => {
    for (let n = 0; n < 16; n++) expect((await through(me.email, WRONG)).status).toBe(401);
    expect((await through(me.email)).status).toBe(429);
    expect((await logIn(me.email, somewhere())).status).toBe(200);
    const other = await newPerson();
    expect((await through(other.email, other.password)).status).toBe(200);
  });

  test("right passwords through an app → not counted against the account", async () => {
    for (let n = 0; n < 18; n++) expect((await through(me.email)).status).toBe(200);
  });

  test("the app's address → no address that the customer signed in from", async () => {
    await through(me.email);
    await storm(me.email);
    expect((await logIn(me.email, from("192.0.2.80"))).status).toBe(429);
  });
});

describe("POST /v2/oauth/token", () => {
  const ask = (id: string, address: object, client_secret = app.secret) =>
    call(token, {
      method: "POST",
      body: { grant_type: "client_credentials", client_id: id, client_secret },
      headers: { ...address },
    });

  test("too many requests of a client from one address → 429 in OAuth's form with our code beside, elsewhere none", async () => {
    const there = somewhere();
    for (let n = 0; n < 3; n++) expect((await ask(app.id, there)).status).toBe(200);
    const { status, body, headers } = await ask(app.id, there);
    expect([status, body]).toEqual([
      429,
      {
        error: "temporarily_unavailable",
        error_description: expect.stringContaining("Too many requests"),
        code: "RATE_LIMITED",
        retryable: true,
        request_id: headers.get("x-request-id"),
      },
    ]);
    expect(Number(headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    expect(headers.get("cache-control")).toBe("no-store");
    expect((await ask(app.id, somewhere())).status).toBe(200);
  });

  test("a client that goes on at its limit → no failures of its address, where another gets its token", async () => {
    const there = somewhere();
    for (let n = 0; n < 3; n++) expect((await ask(app.id, there)).status).toBe(200);
    for (let n = 0; n < 20; n++) expect((await ask(app.id, there)).status).toBe(429);
    const other = await newApp();
    expect((await ask(other.id, there, other.secret)).status).toBe(200);
  });

  test("a stranger's failures from one address with many clients → RATE_LIMITED there", async () => {
    const here = somewhere();
    for (let n = 0; n < 16; n++) expect((await ask(`app_${n}`, here)).status).toBe(401);
    expect((await ask("app_17", here)).status).toBe(429);
    expect((await ask("x".repeat(5_000), somewhere())).status).toBe(401);
  });
});

describe("a signed-in customer who confirms their password", () => {
  const confirm = async (cookie: string, current_password: string, address: object) =>
    call(changePassword, {
      method: "POST",
      body: { current_password, new_password: me.password },
      headers: { ...ownOrigin, ...address, cookie },
    });

  test("strangers' failures of the account and at the address → don't count; their own session's do", async () => {
    const home = somewhere();
    for (let n = 0; n < 10; n++) await logIn(me.email, home, WRONG);
    await storm(me.email);
    const cookie = await cookieOf(me.session.id);
    expect((await confirm(cookie, me.password, home)).status).toBe(204);
    for (let n = 0; n < 2; n++) expect((await confirm(cookie, WRONG, home)).status).toBe(401);
    expect((await confirm(cookie, me.password, somewhere())).status).toBe(429);
  });
});

test("POST /api/account/password: wrong passwords in one session, minute after minute → RATE_LIMITED for the hour", async () => {
  const cookie = await cookieOf(me.session.id);
  const confirm = async (current_password: string) => {
    await sql("delete from rate_limits where key like 'confirm:session:%'");
    return call(changePassword, {
      method: "POST",
      body: { current_password, new_password: me.password },
      headers: { ...ownOrigin, ...somewhere(), cookie },
    });
  };
  // Right ones are no failures.
  for (let n = 0; n < 2; n++) expect((await confirm(me.password)).status).toBe(204);
  for (let n = 0; n < 16; n++) expect((await confirm(WRONG)).status).toBe(401);
  expect((await confirm(WRONG)).status).toBe(429);
});

test("POST /api/sign-up: too many from one address → RATE_LIMITED there", async () => {
  const ask = (email: string, address: object) =>
    call(signUp, {
      method: "POST",
      body: { email, password: me.password },
      headers: { ...ownOrigin, ...address },
    });
  const here = somewhere();
  for (let n = 0; n < 3; n++) expect((await ask(`new-${n}@example.com`, here)).status).toBe(201);
  expect((await ask("new-3@example.com", here)).status).toBe(429);
  expect((await ask("new-3@example.com", somewhere())).status).toBe(201);
  // Counted for all processes together: they share this table.
  const { rows } = await sql(
    "select points from rate_limits where key like 'sign-up:address:%' order by 1",
  );
  expect(rows.map(({ points }) => points)).toEqual([1, 4]);
});
