import { describe, expect, test } from "vitest";
import {
  from,
  fromNewAddress,
  logIn,
  logInWithBrowser,
  newUncountedCustomer,
  signInTest,
  useUpFailures,
  WRONG,
} from "@/testing/actors/sign-in-limits";
import { sql } from "@/testing/database/sql";

const current = signInTest();

const jars = new WeakMap<object, Map<string, string>>();
/** The cookies of the browser at an address. */
function jarOf(address: object) {
  const jar = jars.get(address) ?? new Map<string, string>();
  jars.set(address, jar);
  return jar;
}

/** The ways in which a customer signs in without an app. */
const ways = {
  "/prop/auth/login": (
    email: string,
    address: Record<string, string>,
    password = current.customer.password,
  ) => logIn(email, address, password),
  "next-auth's callback": (
    email: string,
    address: Record<string, string>,
    password = current.customer.password,
  ) => logInWithBrowser(email, address, password, jarOf(address)),
};

/** Signs the customer in at /prop/auth/login with the right password. */
const signInFrom = (address: Record<string, string>) =>
  logIn(current.customer.email, address, current.customer.password);

/** Signs the customer in with a browser, whose cookies are in the jar. */
const browseFrom = (address: Record<string, string>, jar: Map<string, string>) =>
  logInWithBrowser(current.customer.email, address, current.customer.password, jar);

describe("limitSignIn: a customer without an app", () => {
  test.each(Object.entries(ways))(
    "%s: too many tries of one account from one address → RATE_LIMITED there only",
    async (_, signIn) => {
      const here = fromNewAddress();
      for (let n = 0; n < 3; n++)
        expect((await signIn(current.customer.email, here)).status).toBe(200);
      const { status, headers } = await logIn(
        current.customer.email.toUpperCase(),
        here,
        current.customer.password,
      );
      expect(status).toBe(429);
      expect(Number(headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
      expect((await signIn("somebody.else@example.com", here)).status).toBe(401);
      expect((await signIn(current.customer.email, fromNewAddress())).status).toBe(200);
    },
  );

  test.each(Object.entries(ways))(
    "%s: failures of one account from many addresses → RATE_LIMITED for a new address",
    async (_, signIn) => {
      await useUpFailures(current.customer.email);
      expect((await signIn(current.customer.email, fromNewAddress())).status).toBe(429);
      const other = await newUncountedCustomer();
      expect((await signIn(other.email, fromNewAddress(), other.password)).status).toBe(200);
    },
  );

  test.each(Object.entries(ways))(
    "%s: right passwords → not counted as failures",
    async (_, signIn) => {
      for (let n = 0; n < 20; n++)
        expect((await signIn(current.customer.email, fromNewAddress())).status).toBe(200);
    },
  );

  test.each(Object.entries(ways))(
    "%s: failures of strangers → an address of an earlier sign-in isn't limited",
    async (_, signIn) => {
      const home = fromNewAddress();
      expect((await signIn(current.customer.email, home)).status).toBe(200);
      await useUpFailures(current.customer.email);
      expect((await signIn(current.customer.email, home)).status).toBe(200);
    },
  );

  test("an IPv6 address → recognized by its network, as it is counted", async () => {
    expect((await signInFrom(from("2001:db8:7:1::5"))).status).toBe(200);
    await useUpFailures(current.customer.email);
    expect((await signInFrom(from("2001:db8:7:1:aaaa::9"))).status).toBe(200);
    expect((await signInFrom(from("2001:db8:7:2::5"))).status).toBe(429);
  });

  test("failures of strangers → a browser of an earlier sign-in isn't limited, also from a new address", async () => {
    const jar = new Map<string, string>();
    expect((await browseFrom(fromNewAddress(), jar)).status).toBe(200);
    expect(jar.get("propdesk.device")).toMatch(/^[\w-]{43}$/);
    await useUpFailures(current.customer.email);
    expect((await browseFrom(fromNewAddress(), jar)).status).toBe(200);
    // Another's browser, or a cookie that somebody makes up, opens nothing.
    const other = await newUncountedCustomer();
    const theirs = new Map<string, string>();
    await logInWithBrowser(other.email, fromNewAddress(), other.password, theirs);
    expect((await browseFrom(fromNewAddress(), theirs)).status).toBe(429);
    const forged = new Map([["propdesk.device", "x".repeat(43)]]);
    expect((await browseFrom(fromNewAddress(), forged)).status).toBe(429);
  });

  test("a stranger behind the same address → a recognized browser has a limit of its own", async () => {
    const office = fromNewAddress();
    const jar = new Map<string, string>();
    expect((await browseFrom(office, jar)).status).toBe(200);
    for (let n = 0; n < 6; n++) await logIn(current.customer.email, office, WRONG);
    expect((await signInFrom(office)).status).toBe(429);
    expect((await browseFrom(office, jar)).status).toBe(200);
    for (let n = 0; n < 2; n++) await logInWithBrowser(current.customer.email, office, WRONG, jar);
    expect((await browseFrom(office, jar)).status).toBe(429);
  });

  test("wrong passwords in a recognized browser → RATE_LIMITED for the hour after its own limit, there only", async () => {
    const home = fromNewAddress();
    const jar = new Map<string, string>();
    expect((await browseFrom(home, jar)).status).toBe(200);
    const minuteLater = () =>
      sql("delete from rate_limits where key ~ '^sign-in:account-(address|device):'");
    // A quarter of 16 of the address, and as many of the browser.
    for (let n = 0; n < 8; n++) {
      await minuteLater();
      expect((await logInWithBrowser(current.customer.email, home, WRONG, jar)).status).toBe(401);
    }
    await minuteLater();
    expect((await logInWithBrowser(current.customer.email, home, WRONG, jar)).status).toBe(429);
    expect((await browseFrom(home, jar)).status).toBe(429);
    expect((await signInFrom(fromNewAddress())).status).toBe(200);
  });

  test("one address with one account → can't use up the account's failures for others", async () => {
    const there = fromNewAddress();
    for (let n = 0; n < 30; n++) {
      await sql("delete from rate_limits where key like 'sign-in:account-address:%'");
      await logIn(current.customer.email, there, WRONG);
    }
    expect((await signInFrom(fromNewAddress())).status).toBe(200);
  });

  test("failures at one address with many accounts → RATE_LIMITED there, but not for who signed in there before", async () => {
    const office = fromNewAddress();
    expect((await signInFrom(office)).status).toBe(200);
    for (let n = 0; n < 16; n++)
      expect(
        (await logIn(`nobody-${n}@example.com`, office, current.customer.password)).status,
      ).toBe(401);
    const other = await newUncountedCustomer();
    expect((await logIn(other.email, office, current.customer.password)).status).toBe(429);
    expect((await signInFrom(office)).status).toBe(200);
    expect((await logIn(other.email, fromNewAddress(), current.customer.password)).status).toBe(
      200,
    );
  });

  test("all ways → counted together, and the sign-in page gets the code", async () => {
    const here = fromNewAddress();
    for (const signIn of [...Object.values(ways), ways["/prop/auth/login"]])
      expect((await signIn(current.customer.email, here)).status).toBe(200);
    expect((await signInFrom(here)).status).toBe(429);
    const { body } = await browseFrom(here, new Map());
    expect(new URL(body.url).searchParams.get("error")).toBe("RATE_LIMITED");
  });

  test("concurrent tries → as many succeed as one after the other", async () => {
    const here = fromNewAddress();
    const responses = await Promise.all([1, 2, 3, 4, 5, 6].map(() => signInFrom(here)));
    expect(responses.map(({ status }) => status).sort()).toEqual([200, 200, 200, 429, 429, 429]);
  });

  test("counters → in the database, each kind with its prefix", async () => {
    await logIn(current.customer.email, from("198.51.100.1"), WRONG);
    const { rows } = await sql("select key, points from rate_limits order by key");
    expect(rows).toEqual([
      { key: `sign-in:account-address-failures:198.51.100.1 ${current.customer.email}`, points: 1 },
      { key: `sign-in:account-address:198.51.100.1 ${current.customer.email}`, points: 1 },
      { key: `sign-in:account-failures:${current.customer.email}`, points: 1 },
      { key: "sign-in:address-failures:198.51.100.1", points: 1 },
    ]);
  });

  test("a minute later → another try is possible", async () => {
    const here = fromNewAddress();
    for (let n = 0; n < 4; n++) await signInFrom(here);
    await sql("update rate_limits set expire = expire - 60000");
    expect((await signInFrom(here)).status).toBe(200);
  });
});

test("POST /prop/auth/login: an email address of 254 characters → INVALID_CREDENTIALS", async () => {
  expect((await logIn("x".repeat(254), fromNewAddress(), current.customer.password)).status).toBe(
    401,
  );
});
