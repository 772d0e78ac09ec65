import { z } from "zod";
import { demoLogins } from "@/db/demo";
import type { Client } from "./client";
import { within } from "./clock";
import type { Receiver } from "./receiver";

const WALLET_MS = 60_000;
const tokenResponse = z.object({ access_token: z.string() });
const sessionResponse = z.object({ session_token: z.string() });
const endpointResponse = z.object({ id: z.string(), secret: z.string() });
const accountsResponse = z.object({
  rows: z.array(z.object({ login: z.number(), purpose: z.string() })),
});

/** A customer who has signed up through the partner's app. */
export interface Customer {
  headers: Record<string, string>;
  /** The headers for `/prop`, which takes the session alone. */
  session: Record<string, string>;
  /** The wallet that deposits go to. */
  login: number;
}

/** Signs the partner's app in. Returns the header with its token. */
export async function signInApp({ call }: Client): Promise<Record<string, string>> {
  const body = { grant_type: "client_credentials", ...demoLogins.app };
  const { access_token } = await call(
    { path: "/v2/oauth/token", headers: {}, body },
    tokenResponse,
  );
  return { authorization: `Bearer ${access_token}` };
}

/** Creates a webhook endpoint for all events. Returns its id. */
export async function subscribe(
  { call }: Client,
  app: Record<string, string>,
  receiver: Receiver,
): Promise<string> {
  const body = { url: receiver.url, events: ["*"], description: "soak" };
  const path = "/v2/webhook-endpoints";
  const { id, secret } = await call({ path, headers: app, body }, endpointResponse);
  receiver.setSecret(secret);
  return id;
}

/** Signs customers up and waits until each has a wallet. */
export async function signUp(
  { call }: Client,
  app: Record<string, string>,
  count: number,
): Promise<Customer[]> {
  const signUpOne = async (_: unknown, index: number): Promise<Customer> => {
    const body = { email: `soak-${index}@propdesk.test`, password: "a long enough password" };
    const request = { path: "/v2/auth/signup", headers: app, body };
    const { session_token } = await call(request, sessionResponse);
    const login = await walletOf(call, session_token);
    const session = { authorization: `Bearer ${session_token}` };
    return { headers: { ...app, "x-session-token": session_token }, session, login };
  };
  return Promise.all(Array.from({ length: count }, signUpOne));
}

async function walletOf(call: Client["call"], session: string): Promise<number> {
  const headers = { authorization: `Bearer ${session}` };
  let login: number | undefined;
  await within(
    WALLET_MS,
    async () => {
      const { rows } = await call(
        { method: "GET", path: "/prop/accounts", headers },
        accountsResponse,
      );
      login = rows.find(({ purpose }) => purpose === "wallet")?.login;
      return login !== undefined;
    },
    500,
  );
  if (login === undefined) throw new Error("A customer got no wallet.");
  return login;
}
