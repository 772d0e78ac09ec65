import type { IncomingMessage, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { gunzipSync, gzip } from "node:zlib";
import { createBoundedCache } from "@/lib/core/bounded-cache";
import { newNonce } from "./content-security-policy";
import { currentPage, type PageRequest } from "./page-request";
import { REQUEST_ID } from "./request-id";

const compress = promisify(gzip);
/** Half the time of the default level, for a store that is 2 % larger. */
const GZIP_LEVEL = 5;

/** A page of about 100 KB each. */
const MAX_PAGES = 100;
/** A body that is longer isn't cached. */
const MAX_BYTES = 1_000_000;

interface CachedPage {
  version: string;
  headers: [name: string, value: string][];
  /** The body, cut where the nonce of its Content-Security-Policy was. */
  parts: Buffer[];
}

interface Options {
  /** The paths of pages that may be cached. */
  isCacheable: (path: string) => boolean;
  /** The version of the data that such pages show now; null or a rejection while it isn't known. */
  currentVersion: () => Promise<string | null>;
}

export type PageCache = ReturnType<typeof createPageCache>;

/**
 * Marks the page that is being rendered as one that every stranger may get for this address until the data have
 * another version. Call it only if the page depends on nothing else of the request: not on cookies, headers or time. The
 * version has to be known before the data are read: of data that change meanwhile it must be the older one. It has no
 * effect for a caller with a credential.
 */
export function allowCaching(version: string): void {
  const page = currentPage();
  if (page) page.cacheVersion = version;
}

/**
 * Rendered pages of strangers, by address. A page is cached only if it allows it (`allowCaching`), and served only while
 * its version is the current one. Each response gets a nonce of its own, in its Content-Security-Policy and in its body,
 * as a rendered page has.
 */
export function createPageCache({ isCacheable, currentVersion }: Options) {
  const pages = createBoundedCache<CachedPage>(MAX_PAGES);

  /** Whether a request could get the same document as any other stranger. The caller checks that it has no credential. */
  function isCandidate({ method, url = "", headers }: IncomingMessage): boolean {
    // Next.js requests parts of a page with headers of its own.
    const isPart = headers.rsc !== undefined || headers["next-action"] !== undefined;
    return method === "GET" && !isPart && isCacheable(url.split("?", 1)[0] ?? "");
  }

  /** Sends the cached page of a request's address. False if there is none with the current version. */
  async function respond(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const { url = "", headers } = request;
    const page = pages.get(url);
    if (!page) return false;
    const version = await currentVersion().catch(() => null);
    if (version !== page.version) return false;
    const nonce = newNonce();
    const plain = Buffer.concat(interleave(page.parts, Buffer.from(nonce)));
    const isCompressed = /\bgzip\b/.test([headers["accept-encoding"]].flat().join());
    const body = isCompressed ? await compress(plain, { level: GZIP_LEVEL }) : plain;
    for (const [name, value] of page.headers) response.setHeader(name, withNonce(value, nonce));
    if (isCompressed) response.setHeader("content-encoding", "gzip");
    response.setHeader(REQUEST_ID, [headers[REQUEST_ID]].flat().join());
    response.setHeader("content-length", body.length);
    response.end(body);
    return true;
  }

  /** Caches the page that a request is about to get, if the page allows it. */
  function record(request: IncomingMessage, response: ServerResponse): void {
    const page = currentPage();
    const { url = "" } = request;
    if (!page) return;
    const body = copyBody(response);
    response.once("finish", () => {
      const cached = response.statusCode === 200 ? readPage(page, response, body()) : null;
      if (cached) pages.set(url, cached);
    });
  }

  return {
    isCandidate,
    respond,

    /** Sends the cached page, or caches what `serve` sends. */
    async respondOrRecord(
      request: IncomingMessage,
      response: ServerResponse,
      serve: () => void,
    ): Promise<void> {
      if (await respond(request, response)) return;
      record(request, response);
      serve();
    },
  };
}

const NONCE = /'nonce-([0-9a-f]{32})'/;
/** Stands for the nonce in a cached header. */
const PLACEHOLDER = "{nonce}";
const withNonce = (value: string, nonce: string) => value.replaceAll(PLACEHOLDER, nonce);

/** Headers of one response, or of the way in which its body was sent. */
const ownHeaders = [
  REQUEST_ID,
  "date",
  "connection",
  "keep-alive",
  "transfer-encoding",
  "content-length",
  "content-encoding",
];

/** A sent page as it can be cached; null if it must not be. */
function readPage(
  { cacheVersion, isDatabaseUnavailable }: PageRequest,
  response: ServerResponse,
  body: Buffer | null,
): CachedPage | null {
  const headers = response.getHeaders();
  const [, nonce] = NONCE.exec(String(headers["content-security-policy"] ?? "")) ?? [];
  const isPublic = !isDatabaseUnavailable && headers["set-cookie"] === undefined;
  if (!cacheVersion || !nonce || !body || !isPublic) return null;
  const plain = decode(body, headers["content-encoding"]);
  if (!plain) return null;
  const vary = [headers.vary ?? []].flat().join(", ");
  const isVaried = /accept-encoding/i.test(vary);
  const sent = {
    ...headers,
    vary: isVaried ? vary : [vary, "Accept-Encoding"].filter(Boolean).join(", "),
  };
  return {
    version: cacheVersion,
    headers: Object.entries(sent)
      .filter(([name]) => !ownHeaders.includes(name))
      .map(([name, value]) => [name, [value].flat().join(", ").replaceAll(nonce, PLACEHOLDER)]),
    parts: split(plain, Buffer.from(nonce)),
  };
}

/** A body without its encoding; null for one that Next.js doesn't use. */
function decode(body: Buffer, encoding: unknown): Buffer | null {
  if (encoding === undefined) return body;
  return encoding === "gzip" ? gunzipSync(body) : null;
}

/** Copies what is written to a response. The result is null if that is too much to cache. */
function copyBody(response: ServerResponse): () => Buffer | null {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const copy = (chunk: unknown) => {
    if (typeof chunk !== "string" && !(chunk instanceof Uint8Array)) return;
    bytes += chunk.length;
    if (bytes <= MAX_BYTES) chunks.push(Buffer.from(chunk));
  };
  const copying = <F extends (...sent: never[]) => unknown>(send: F): F =>
    new Proxy(send, {
      apply: (send, self, sent) => {
        copy(sent[0]);
        return Reflect.apply(send, self, sent);
      },
    });
  response.write = copying(response.write);
  response.end = copying(response.end);
  return () => (bytes <= MAX_BYTES ? Buffer.concat(chunks) : null);
}

function split(body: Buffer, separator: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  let start = 0;
  for (let at = body.indexOf(separator); at >= 0; at = body.indexOf(separator, start)) {
    parts.push(body.subarray(start, at));
    start = at + separator.length;
  }
  return [...parts, body.subarray(start)];
}

const interleave = (parts: Buffer[], separator: Buffer): Buffer[] =>
  parts.flatMap((part, i) => (i === 0 ? [part] : [separator, part]));
