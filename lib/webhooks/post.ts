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
  /** Null where the receiver took it. Partners are shown it. */
  error: string | null;
  /** What only our log may have of an error: partners could map our network by it. */
  detail?: string;
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
    const nothing = { responseStatus, responseBody: null };
    if (signal.aborted) return { ...nothing, error: `no answer within ${timeoutMs / 1000} s` };
    return { ...nothing, error: messageOf(thrown), detail: detailOf(thrown) };
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
  if (guarded && literal && !isPublicAddress(literal)) throw new NotPublic(literal);
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
      if (bad) return callback(new NotPublic(bad.address), "", 0);
      callback(null, found, family);
    });

/** The same where a name has no address as where it has one of our network, so that nobody learns which. */
const UNREACHABLE = "the host was not found, or its address is not one of the public internet";

class NotPublic extends Error {
  constructor(address: string) {
    super(`refused to connect to ${address}: it is not an address of the public internet`);
  }
}

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

/** What partners are shown of an error. */
function messageOf(thrown: unknown): string {
  const known = firstOf(thrown);
  if (known instanceof NotPublic || isLookup(known)) return UNREACHABLE;
  if (isReset(known)) return "the receiver closed the connection";
  return detailOf(known).slice(0, KEEP_CHARACTERS) || "the connection failed";
}

function detailOf(thrown: unknown): string {
  const known = firstOf(thrown);
  return known instanceof Error ? known.message : String(known);
}

/** Where several addresses were tried, each has an error of its own. */
const firstOf = (thrown: unknown): unknown =>
  thrown instanceof AggregateError ? thrown.errors[0] : thrown;

const isLookup = (error: unknown) =>
  error instanceof Error && "syscall" in error && error.syscall === "getaddrinfo";

const isReset = (error: unknown) =>
  error instanceof Error && "code" in error && error.code === "ECONNRESET";
