import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { call, newCustomer } from "@/testing/api";
import { newApp, ownOrigin, sql } from "@/testing/callers";
import { nextAuthPost } from "@/testing/next-auth";
import { handlerOf } from "@/testing/routes";

// Before the settings are read, which the first request does. Each test writes the client's address.
Object.assign(process.env, { RATE_LIMIT_SIGN_IN: "3", TRUSTED_PROXY_HOPS: "1" });

const appLogIn = await handlerOf("POST /api/v2/auth/login");
const propLogIn = await handlerOf("POST /api/prop/auth/login");
const token = await handlerOf("POST /api/v2/oauth/token");
const signUp = await handlerOf("POST /api/sign-up");

let me: Awaited<ReturnType<typeof newCustomer>>;
let app: Awaited<ReturnType<typeof newApp>>;
beforeAll(async () => {
  me = await newCustomer();
  app = await newApp();
});
beforeEach(() => sql("delete from rate_limits"));

const from = (address: string) => ({ "x-forwarded-for": address });
let addresses = 0;
const somewhere = () => {
  addresses += 1;
  return from(`203.0.113.${addresses}`);
};
const person = (email: string) => ({ email, password: me.password });

// Every way to try a password.
const ways = {
  "/v2/auth/login": (email: string, address: object) =>
    call(appLogIn, {
      method: "POST",
      body: person(email),
      headers: { ...app.headers, ...address },
    }),
  "/prop/auth/login": (email: string, address: object) =>
    call(propLogIn, { method: "POST", body: person(email), headers: { ...address } }),
  "next-auth's callback": (email: string, address: object) =>
    nextAuthPost("callback/credentials", new Map(), person(email), { ...address }),
};
const { "/prop/auth/login": logIn } = ways;

describe("too many tries to sign in are RATE_LIMITED", () => {
  test.each(Object.entries(ways))("per account, from whatever address: %s", async (_, ask) => {
    for (let n = 0; n < 3; n++) expect((await ask(me.email, somewhere())).status).toBe(200);
    const { status, headers } = await ask(me.email.toUpperCase(), somewhere());
    expect(status).toBe(429);
    expect(Number(headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    expect((await ask("somebody.else@example.com", somewhere())).status).toBe(401);
  });

  test.each(Object.entries(ways))("per address, whatever the account: %s", async (_, ask) => {
    const here = somewhere();
    for (let n = 0; n < 3; n++)
      expect((await ask(`nobody-${n}@example.com`, here)).status).toBe(401);
    expect((await ask(me.email, here)).status).toBe(429);
    expect((await ask(me.email, somewhere())).status).toBe(200);
  });

  test("counted together over all the ways", async () => {
    for (const ask of Object.values(ways))
      expect((await ask(me.email, somewhere())).status).toBe(200);
    for (const ask of Object.values(ways))
      expect((await ask(me.email, somewhere())).status).toBe(429);
  });

  test("and the sign-in page is told why", async () => {
    for (let n = 0; n < 3; n++) await logIn(me.email, somewhere());
    const { body } = await ways["next-auth's callback"](me.email, somewhere());
    expect(new URL(body.url).searchParams.get("error")).toBe("RATE_LIMITED");
  });

  test("also when they come all at once", async () => {
    const answers = await Promise.all([1, 2, 3, 4, 5, 6].map(() => logIn(me.email, somewhere())));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 429, 429, 429]);
  });

  test("and are counted in the database, for all processes together", async () => {
    await logIn(me.email, from("198.51.100.1"));
    const { rows } = await sql("select key, points from rate_limits order by key");
    expect(rows).toEqual([
      { key: `account:${me.email}`, points: 1 },
      { key: "address:198.51.100.1", points: 1 },
    ]);
  });

  test("until a minute is over", async () => {
    for (let n = 0; n < 4; n++) await logIn(me.email, somewhere());
    await sql("update rate_limits set expire = expire - 60000");
    expect((await logIn(me.email, somewhere())).status).toBe(200);
  });
});

test("an address of any length is an account like another", async () => {
  expect((await logIn("x".repeat(254), somewhere())).status).toBe(401);
});

test("the token route is limited per address and client: a stranger's tries lock no partner out", async () => {
  const ask = (id: string, address: object) =>
    call(token, {
      method: "POST",
      body: { grant_type: "client_credentials", client_id: id, client_secret: app.secret },
      headers: { ...address },
    });
  const there = somewhere();
  for (let n = 0; n < 3; n++) expect((await ask(app.id, there)).status).toBe(200);
  const { status, body, headers } = await ask(app.id, there);
  expect([status, body.error.code, headers.has("retry-after")]).toEqual([
    429,
    "RATE_LIMITED",
    true,
  ]);
  expect((await ask(app.id, somewhere())).status).toBe(200);
  const here = somewhere();
  for (let n = 0; n < 3; n++) expect((await ask(`app_${n}`, here)).status).toBe(401);
  expect((await ask("app_3", here)).status).toBe(429);
  expect((await ask("x".repeat(5_000), somewhere())).status).toBe(401);
});

test("our own sign-up page is limited per address", async () => {
  const ask = (email: string, address: object) =>
    call(signUp, { method: "POST", body: person(email), headers: { ...ownOrigin, ...address } });
  const here = somewhere();
  for (let n = 0; n < 3; n++) expect((await ask(`new-${n}@example.com`, here)).status).toBe(201);
  expect((await ask("new-3@example.com", here)).status).toBe(429);
  expect((await ask("new-3@example.com", somewhere())).status).toBe(201);
});
