import { beforeAll, beforeEach } from "vitest";
import { sql } from "../database/sql";
import { as } from "../http/client";
import { newApp } from "./app";
import { anonymous } from "./credentials";
import { newCustomer } from "./customer";
import { nextAuthPost } from "./next-auth";

// Each test sets the client's address.
const settings = {
  RATE_LIMIT_SIGN_IN: "3",
  RATE_LIMIT_SIGN_IN_FAILURES: "16",
  RATE_LIMIT_APP_SIGN_IN: "20",
  TRUSTED_PROXY_HOPS: "1",
};

type Address = Record<string, string>;

export const WRONG = "not their password";

/** The header of a request from an address. */
export const from = (address: string): Address => ({ "x-forwarded-for": address });
let addresses = 0;
/** The header of a request from an address that no test has used. */
export function fromNewAddress(): Address {
  addresses += 1;
  return from(`203.0.113.${addresses}`);
}

/** A new customer, without what the limits counted for it. */
export async function newUncountedCustomer() {
  const customer = await newCustomer();
  await sql("delete from rate_limits where key like 'token:%' or key like 'email:%'");
  return customer;
}

/** The customer of the current test and the app of all tests of a file. */
interface SignInTest {
  customer: Awaited<ReturnType<typeof newCustomer>>;
  app: Awaited<ReturnType<typeof newApp>>;
}

/** Gives each test of a file reset limits and a new customer. Call it before the first request reads the settings. */
export function signInTest(): SignInTest {
  Object.assign(process.env, settings);
  let app: SignInTest["app"] | undefined;
  let customer: SignInTest["customer"] | undefined;
  beforeAll(async () => {
    app = await newApp();
  });
  beforeEach(async () => {
    await sql("delete from rate_limits");
    customer = await newUncountedCustomer();
  });
  const insideTest = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error("only a test may read it");
    return value;
  };
  return {
    get app() {
      return insideTest(app);
    },
    get customer() {
      return insideTest(customer);
    },
  };
}

/** Signs in at /prop/auth/login. */
export const logIn = (email: string, address: Address, password: string) =>
  as(anonymous).post("/prop/auth/login", { email, password }, { headers: address });

/** Signs in with a browser, whose cookies are in the jar. */
export function logInWithBrowser(
  email: string,
  address: Address,
  password: string,
  jar: Map<string, string>,
) {
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
  const headers = { ...address, ...(cookie && { cookie }) };
  return nextAuthPost("callback/credentials", jar, { email, password }, headers);
}

/** Uses up the failures of an account, from as many new addresses as it takes. */
export async function useUpFailures(email: string) {
  for (let n = 0; n < 6; n++) {
    const address = fromNewAddress();
    for (let tries = 0; tries < 3; tries++) await logIn(email, address, WRONG);
  }
}

/** Requests an app token from an address. */
export const requestToken = (client_id: string, address: Address, client_secret: string) =>
  as(anonymous).post(
    "/v2/oauth/token",
    { grant_type: "client_credentials", client_id, client_secret },
    { headers: address },
  );
