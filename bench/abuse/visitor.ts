import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { demoLogins } from "@/db/demo";

/** Few enough for the limit of one customer's sign-ins a minute. */
const VISITS = 3;
const PAUSE_MS = 1_500;
const PATIENCE_MS = 20_000;

/** The longest, in milliseconds. */
export interface Visited {
  page: number;
  signIn: number;
}

/**
 * A visitor who opens the sign-in page and signs in, from an address of this machine that sends no attack; each
 * visit begins after the one before. Throws if a response isn't a success.
 */
export async function visit(origin: string, localAddress: string): Promise<Visited> {
  const timed = async (method: string, path: string, body?: string) => {
    const from = performance.now();
    const sent = request(`${origin}${path}`, {
      method,
      localAddress,
      agent: false,
      headers: { accept: "text/html", ...(body && { "content-type": "application/json" }) },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    sent.end(body);
    const [response] = (await once(sent, "response")) as [IncomingMessage];
    response.resume();
    await once(response, "end");
    if (response.statusCode !== 200) throw new Error(`${path}: ${response.statusCode}`);
    return performance.now() - from;
  };
  const { email, password } = demoLogins.trader;
  const longest = { page: 0, signIn: 0 };
  for (let nth = 0; nth < VISITS; nth++) {
    const page = await timed("GET", "/sign-in");
    const signIn = await timed("POST", "/prop/auth/login", JSON.stringify({ email, password }));
    longest.page = Math.max(longest.page, page);
    longest.signIn = Math.max(longest.signIn, signIn);
    await sleep(PAUSE_MS);
  }
  return longest;
}
