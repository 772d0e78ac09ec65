import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { parseAndValidateFlightRouterState } from "next/dist/server/app-render/parse-and-validate-flight-router-state";
import { env } from "@/lib/core/env";
import { isAllowedHost, MISDIRECTED_PATH } from "./allowed-hosts";
import { storeSocketAddress } from "./client-address";
import { observePage } from "./page-request";
import { endUnreadBody } from "./slow-requests";
import { requireHttps } from "./transport-security";
import type { UnsupportedMethodPath } from "./unsupported-methods";

/** Addresses of no route and no page: the response is NOT_FOUND in the envelope, and the page for what isn't found. */
const MALFORMED_API_ADDRESS = "/api/malformed-address";
const MALFORMED_PAGE_ADDRESS = "/malformed-address";

/** In characters. A longer address would not fit into the headers of the redirects that repeat it. */
export const ADDRESS_LIMIT = 4_096;

const UNSUPPORTED_API_METHOD: UnsupportedMethodPath = "/api/no-such-method";
const UNSUPPORTED_PAGE_METHOD: UnsupportedMethodPath = "/api/no-such-page-method";
const apiMethods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
const ROUTER_STATE = "next-router-state-tree";

type RewritableRequest = Pick<IncomingMessage, "method" | "url" | "headers" | "rawHeaders">;

const REQUEST_STARTS = "http.server.request.start";

/**
 * Inspects each request of every server in this process before Next.js does. Call it once, when the server
 * starts. A request that Next.js would respond to by itself, with an error or with nothing, is routed to our API,
 * which responds with the envelope, or to our page for what isn't found. Returns a function that stops it.
 */
export function routeIncomingRequests(): () => void {
  const inspect = (message: unknown) => {
    const { request, response } = message as {
      request: IncomingMessage;
      response: ServerResponse;
    };
    storeSocketAddress(request);
    requireHttps(response);
    endUnreadBody(request, response);
    rewriteRequest(request);
    observePage(request, response);
  };
  subscribe(REQUEST_STARTS, inspect);
  return () => {
    unsubscribe(REQUEST_STARTS, inspect);
  };
}

/** Changes a request on which Next.js would fail into one that it can serve. */
export function rewriteRequest(request: RewritableRequest): void {
  const address = request.url ?? "";
  const { method = "", headers } = request;
  if (!isAllowedHost(headers.host) || hasTwoHosts(request)) {
    rewriteAsGet(request, MISDIRECTED_PATH);
    // Next.js fails on a Host that it can't parse.
    headers.host = new URL(env().APP_URL).host;
    return;
  }
  request.url = routeAddress(address);
  if (isApiAddress(address)) {
    if (!apiMethods.has(method)) rewriteAsGet(request, UNSUPPORTED_API_METHOD);
    return;
  }
  // Next.js throws when it can't parse this header; without the header it sends the whole page.
  if (!isRouterState(headers[ROUTER_STATE])) delete headers[ROUTER_STATE];
  if (method === "GET" || method === "HEAD") return;
  if (method === "POST" && isNextDevTool(address)) return;
  // A browser that sends a form before the page's scripts have loaded gets the page again.
  const isForm = method === "POST" && /\btext\/html\b/.test(headers.accept ?? "");
  rewriteAsGet(request, isForm ? request.url : UNSUPPORTED_PAGE_METHOD);
}

/** Of two Host headers Node.js takes the first, while a proxy may have routed by the other. */
const hasTwoHosts = ({ rawHeaders }: RewritableRequest): boolean =>
  rawHeaders.filter((text, at) => at % 2 === 0 && text.toLowerCase() === "host").length > 1;

/**
 * The address of the route that serves a published address, or of a malformed one. next.config.mjs has the same
 * rewrite; doing it here is faster. Only plain addresses are rewritten: Next.js normalizes the others first.
 */
export function routeAddress(address: string): string {
  // `*`, or an address with its host.
  if (!address.startsWith("/")) return MALFORMED_API_ADDRESS;
  const [path = ""] = address.split("?", 1);
  // Next.js would resolve the segments: an address that begins like an API's could become a page's.
  if (hasDotSegment(path))
    return isApiAddress(address) ? MALFORMED_API_ADDRESS : MALFORMED_PAGE_ADDRESS;
  if (isApiAddress(address)) {
    if (address.length > ADDRESS_LIMIT || decodePath(path) === null) return MALFORMED_API_ADDRESS;
    const lower = address.replace(/^\/\w+/, (name) => name.toLowerCase());
    if (PLAIN_API_PATH.test(path)) return `/api${lower}`;
    // In capitals it matches no route. proxy.ts would take it for a page and buffer its body.
    return address === lower ? address : MALFORMED_API_ADDRESS;
  }
  // PostgreSQL's text can't hold U+0000. The API names the field; for a page it is a malformed address.
  if (address.length > ADDRESS_LIMIT || address.includes("%00")) return MALFORMED_PAGE_ADDRESS;
  const decoded = decodePath(path);
  // Next.js serves its own error page at this path, with the status 500.
  return decoded === null || /^\/+_global-error\b/.test(decoded) ? MALFORMED_PAGE_ADDRESS : address;
}

/** A published path without escapes, dots or empty segments. */
const PLAIN_API_PATH = /^\/(v2|prop)(\/[\w-]+)+$/i;

/** Whether an address is of an API; all others are of pages and files. */
export const isApiAddress = (address: string) =>
  !address.startsWith("/") || /^\/(v2|prop|api)(?=[/?]|$)/i.test(address);

/** Whether an address is one that Next.js's own tools post to in development. */
const isNextDevTool = (address: string) =>
  env().NODE_ENV === "development" && /^\/(_next\/|__nextjs)/.test(address);

/** Whether a path has a segment `.` or `..`, written with escapes or backslashes too. */
const hasDotSegment = (path: string) => /(^|[/\\])\.{1,2}([/\\]|$)/.test(decodePath(path) ?? "");

/** A path with its escapes decoded; null if one is malformed. */
function decodePath(path: string): string | null {
  if (!path.includes("%")) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

function rewriteAsGet(request: RewritableRequest, url: string) {
  request.method = "GET";
  request.url = url;
}

function isRouterState(header: string | string[] | undefined): boolean {
  try {
    parseAndValidateFlightRouterState(header);
    return true;
  } catch {
    return false;
  }
}
