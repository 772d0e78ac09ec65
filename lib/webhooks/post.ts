import { type LookupAddress, lookup as resolve } from "node:dns";
import http from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";
import { isEmbedded } from "@/lib/core/env";
import { blockedPort } from "./blocked-ports";
import { literalAddress } from "./check-url";
import { deliveryRules } from "./delivery-rules";
import { isPublicAddress } from "./public-address";

/** How much of a response is read. */
const MAX_READ_BYTES = 64 * 1024;
/** How much of it is stored. */
const MAX_STORED_CHARACTERS = 1_000;

/** The result of one POST: a response, or why there is none. */
export interface PostResult {
  responseStatus: number | null;
  responseBody: string | null;
  /** Null if the receiver accepted the message. Partners are shown it. */
  error: string | null;
  /** Details of an error that only our log may contain: partners could map our network by them. */
  detail?: string;
}

/** How a host name is resolved, and the time that a POST may take. */
export interface Network {
  lookup: LookupFunction;
  timeoutMs: number;
}
const internet: Network = { lookup: resolve, timeoutMs: deliveryRules.timeoutSeconds * 1_000 };

/** Posts a message once to exactly this address: redirects are not followed. Never throws. */
export async function post(
  address: string,
  headers: Record<string, string>,
  body: string,
  { lookup, timeoutMs }: Network = internet,
): Promise<PostResult> {
  const signal = AbortSignal.timeout(timeoutMs);
  let responseStatus: number | null = null;
  try {
    const response = await send(address, { headers, body, lookup, signal });
    responseStatus = response.statusCode ?? null;
    const responseBody = await readStart(response);
    return { responseStatus, responseBody, error: statusError(responseStatus) };
  } catch (thrown) {
    const noBody = { responseStatus, responseBody: null };
    if (signal.aborted) return { ...noBody, error: `no response within ${timeoutMs / 1000} s` };
    return { ...noBody, error: partnerMessage(thrown), detail: logDetail(thrown) };
  }
}

interface Message {
  headers: Record<string, string>;
  body: string;
  lookup: LookupFunction;
  signal: AbortSignal;
}

function send(address: string, { headers, body, lookup, signal }: Message) {
  const url = new URL(address);
  const literal = literalAddress(url);
  const isRestricted = !isEmbedded();
  if (isRestricted && url.protocol !== "https:") throw new Error("only https is allowed");
  // An endpoint may have been created before such ports were rejected.
  const port = blockedPort(url);
  if (port !== null)
    throw new Error(`refused to connect to port ${port}: it's reserved for another protocol`);
  // A literal address needs no look-up, so the check in the look-up is never called for it.
  if (isRestricted && literal && !isPublicAddress(literal)) throw new NotPublicError(literal);
  return new Promise<http.IncomingMessage>((resolve, reject) => {
    const request = (url.protocol === "https:" ? https : http).request(url, {
      method: "POST",
      // A new connection: a kept-alive one would be used without a look-up.
      agent: false,
      lookup: isRestricted ? publicOnly(lookup) : lookup,
      signal,
      headers: {
        ...headers,
        "content-type": "application/json",
        "content-length": Buffer.byteLength(body),
        "user-agent": "Propdesk-Webhooks/1",
      },
    });
    request.on("response", resolve).on("error", reject).end(body);
    // A look-up that hangs can't be stopped, and delays the error of the aborted request.
    signal.addEventListener("abort", () => reject(new Error("aborted")), { once: true });
  });
}

/**
 * A look-up that fails if any address of the host is not public. The connection is made to the addresses that it
 * returns, so a host that resolves differently a moment later doesn't bypass the check.
 */
const publicOnly =
  (lookup: LookupFunction): LookupFunction =>
  (hostname, options, callback) =>
    lookup(hostname, options, (error, found, family) => {
      if (error) return callback(error, found, family);
      const addresses: LookupAddress[] =
        typeof found === "string" ? [{ address: found, family: family ?? 0 }] : found;
      const rejected = addresses.find(({ address }) => !isPublicAddress(address));
      if (rejected) return callback(new NotPublicError(rejected.address), "", 0);
      callback(null, found, family);
    });

/** The same for a host without an address and for one with an address in our network: partners must not learn which. */
const UNREACHABLE = "the host wasn't found, or its address isn't public";

class NotPublicError extends Error {
  constructor(address: string) {
    super(`refused to connect to ${address}: it isn't a public address`);
  }
}

/** Reads the beginning of a response as text that PostgreSQL can store. */
async function readStart(response: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    size += bytes.length;
    if (size >= MAX_READ_BYTES) break;
  }
  response.destroy();
  const text = Buffer.concat(chunks).subarray(0, MAX_READ_BYTES).toString("utf8");
  return text.replaceAll("\0", "\ufffd").slice(0, MAX_STORED_CHARACTERS);
}

function statusError(status: number | null): string | null {
  if (status === null) return "no status in the response";
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) {
    return `HTTP ${status}: redirects aren't followed`;
  }
  return `HTTP ${status}`;
}

/** The message of an error for partners. */
function partnerMessage(thrown: unknown): string {
  const error = firstError(thrown);
  if (error instanceof NotPublicError || isLookupError(error)) return UNREACHABLE;
  if (isConnectionReset(error)) return "the receiver closed the connection";
  return logDetail(error).slice(0, MAX_STORED_CHARACTERS) || "the connection failed";
}

function logDetail(thrown: unknown): string {
  const error = firstError(thrown);
  return error instanceof Error ? error.message : String(error);
}

/** If several addresses were tried, each has an error. */
const firstError = (thrown: unknown): unknown =>
  thrown instanceof AggregateError ? thrown.errors[0] : thrown;

const isLookupError = (error: unknown) =>
  error instanceof Error && "syscall" in error && error.syscall === "getaddrinfo";

const isConnectionReset = (error: unknown) =>
  error instanceof Error && "code" in error && error.code === "ECONNRESET";
