import { type LookupAddress, lookup as resolve } from "node:dns";
import http from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";
import { isEmbedded } from "@/lib/env";
import { blockedPort } from "./blocked-ports";
import { literalAddress } from "./check-url";
import { isPublicAddress } from "./public-address";

/** All the time that an attempt has, from the look-up of the name to the end of the answer. */
export const TIMEOUT_MS = 15_000;
/** No more than this is read of an answer. */
const READ_BYTES = 64 * 1024;
/** No more than this of it is kept. */
const KEEP_CHARACTERS = 1_000;

/** What came of one POST: an answer, or why there is none. */
export interface Posted {
  responseStatus: number | null;
  responseBody: string | null;
  /** Null where the receiver took it. */
  error: string | null;
}

export interface Network {
  lookup: LookupFunction;
  timeoutMs: number;
}
const internet: Network = { lookup: resolve, timeoutMs: TIMEOUT_MS };

/** Posts a message, once, to exactly this address: redirects are not followed. Never throws. */
export async function post(
  address: string,
  headers: Record<string, string>,
  body: string,
  { lookup, timeoutMs }: Network = internet,
): Promise<Posted> {
  const signal = AbortSignal.timeout(timeoutMs);
  let responseStatus: number | null = null;
  try {
    const response = await send(address, { headers, body, lookup, signal });
    responseStatus = response.statusCode ?? null;
    const responseBody = await readStart(response);
    return { responseStatus, responseBody, error: problemOf(responseStatus) };
  } catch (thrown) {
    const error = signal.aborted ? `no answer within ${timeoutMs / 1000} s` : messageOf(thrown);
    return { responseStatus, responseBody: null, error };
  }
}

interface Sent {
  headers: Record<string, string>;
  body: string;
  lookup: LookupFunction;
  signal: AbortSignal;
}

function send(address: string, { headers, body, lookup, signal }: Sent) {
  const url = new URL(address);
  const literal = literalAddress(url);
  const guarded = !isEmbedded();
  if (guarded && url.protocol !== "https:") throw new Error("only https is allowed");
  // An endpoint from before such ports were rejected.
  const port = blockedPort(url);
  if (port !== null)
    throw new Error(`refused to connect to port ${port}: it belongs to another protocol`);
  // An address needs no look-up, so it never comes by the guard of the look-up.
  if (guarded && literal && !isPublicAddress(literal)) throw new Error(refusal(literal));
  return new Promise<http.IncomingMessage>((done, fail) => {
    const request = (url.protocol === "https:" ? https : http).request(url, {
      method: "POST",
      // A connection of its own: one that is kept would be used without a look-up.
      agent: false,
      lookup: guarded ? publicOnly(lookup) : lookup,
      signal,
      headers: {
        ...headers,
        "content-type": "application/json",
        "content-length": Buffer.byteLength(body),
        "user-agent": "Propdesk-Webhooks/1",
      },
    });
    request.on("response", done).on("error", fail).end(body);
    // A look-up that hangs can't be stopped, and holds back what aborting the request would say.
    signal.addEventListener("abort", () => fail(new Error("aborted")), { once: true });
  });
}

/**
 * A look-up that fails where any address of the name is not public. The connection is made to the very
 * addresses that it gives, so a name that resolves otherwise a moment later gains nothing.
 */
const publicOnly =
  (lookup: LookupFunction): LookupFunction =>
  (hostname, options, callback) =>
    lookup(hostname, options, (error, found, family) => {
      if (error) return callback(error, found, family);
      const addresses: LookupAddress[] =
        typeof found === "string" ? [{ address: found, family: family ?? 0 }] : found;
      const bad = addresses.find(({ address }) => !isPublicAddress(address));
      if (bad) return callback(new Error(refusal(bad.address)), "", 0);
      callback(null, found, family);
    });

const refusal = (address: string) =>
  `refused to connect to ${address}: it is not an address of the public internet`;

/** The beginning of an answer as text that PostgreSQL can store; the rest is left unread. */
async function readStart(response: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    size += bytes.length;
    if (size >= READ_BYTES) break;
  }
  response.destroy();
  const text = Buffer.concat(chunks).subarray(0, READ_BYTES).toString("utf8");
  return text.replaceAll("\0", "\ufffd").slice(0, KEEP_CHARACTERS);
}

function problemOf(status: number | null): string | null {
  if (status === null) return "no status in the answer";
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) {
    return `answered ${status}: redirects are not followed`;
  }
  return `answered ${status}`;
}

function messageOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  // Several addresses were tried, each with an error of its own.
  const known = thrown instanceof AggregateError ? thrown.errors[0] : thrown;
  if (isReset(known)) return "the receiver closed the connection";
  const message = known instanceof Error ? known.message : String(known);
  return message.slice(0, KEEP_CHARACTERS) || "the connection failed";
}

const isReset = (error: unknown) =>
  error instanceof Error && "code" in error && error.code === "ECONNRESET";
