import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { parseAndValidateFlightRouterState } from "next/dist/server/app-render/parse-and-validate-flight-router-state";
import { env } from "@/lib/env";
import { isAllowedHost, MISDIRECTED_PATH } from "./allowed-hosts";
import { noteSocketAddress } from "./client-address";
import { observePage } from "./page-request";
import type { RefusedMethodPath } from "./refused-methods";
import { endUnreadBody } from "./slow-requests";
import { requireHttps } from "./transport-security";

/** Addresses that no route and no page has: answered in the envelope, and with our own page. */
const NO_ROUTE = "/api/malformed-address";
const NO_PAGE = "/malformed-address";

/** In characters. A longer address would not fit into the headers of the redirects that repeat it. */
export const ADDRESS_LIMIT = 4_096;

const NO_API_METHOD: RefusedMethodPath = "/api/no-such-method";
const NO_PAGE_METHOD: RefusedMethodPath = "/api/no-such-page-method";
const apiMethods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
const ROUTER_STATE = "next-router-state-tree";

type Incoming = Pick<IncomingMessage, "method" | "url" | "headers" | "rawHeaders">;

const REQUEST_STARTS = "http.server.request.start";

/**
 * Looks at each request before Next.js does, from now on, of every server in this process. Called once, when
 * the server starts. What Next.js would answer by itself, with an error or nothing at all, goes to our API,
 * which has an envelope, or to our page for what isn't found. Returns what ends it.
 */
export function watchIncoming(): () => void {
  const watch = (message: unknown) => {
    const { request, response } = message as {
      request: IncomingMessage;
      response: ServerResponse;
    };
    noteSocketAddress(request);
    requireHttps(response);
    endUnreadBody(request, response);
    guard(request);
    observePage(request, response);
  };
  subscribe(REQUEST_STARTS, watch);
  return () => {
    unsubscribe(REQUEST_STARTS, watch);
  };
}

/** Changes a request that Next.js would fail on into one that it can answer. */
export function guard(request: Incoming): void {
  const address = request.url ?? "";
  const { method = "", headers } = request;
  if (!isAllowedHost(headers.host) || hasTwoHosts(request)) {
    becomeGet(request, MISDIRECTED_PATH);
    // Next.js fails on one that it can't read.
    headers.host = new URL(env().APP_URL).host;
    return;
  }
  request.url = routed(address);
  if (isApi(address)) {
    if (!apiMethods.has(method)) becomeGet(request, NO_API_METHOD);
    return;
  }
  // Next.js throws where it can't read this header; without it, it answers with the whole page.
  if (!isRouterState(headers[ROUTER_STATE])) delete headers[ROUTER_STATE];
  if (method === "GET" || method === "HEAD") return;
  if (method === "POST" && isNextOwn(address)) return;
  // A browser that sends a form before the page's scripts have loaded gets the page again.
  const isForm = method === "POST" && /\btext\/html\b/.test(headers.accept ?? "");
  becomeGet(request, isForm ? request.url : NO_PAGE_METHOD);
}

/** Of two hosts Node.js takes the first, and what stands before us may have taken the other. */
const hasTwoHosts = ({ rawHeaders }: Incoming): boolean =>
  rawHeaders.filter((text, at) => at % 2 === 0 && text.toLowerCase() === "host").length > 1;

/**
 * The address that a route is found by at once: next.config.mjs would rewrite it to the same, later. Only
 * where it is plain: all others are left to Next.js, which makes them so first.
 */
export function routed(address: string): string {
  // `*`, or one with its host.
  if (!address.startsWith("/")) return NO_ROUTE;
  const [path = ""] = address.split("?", 1);
  // Next.js would resolve them: what is an API's address by its beginning could become a page's.
  if (hasDotSegment(path)) return isApi(address) ? NO_ROUTE : NO_PAGE;
  if (isApi(address)) {
    if (address.length > ADDRESS_LIMIT || decoded(path) === null) return NO_ROUTE;
    const lower = address.replace(/^\/\w+/, (name) => name.toLowerCase());
    if (PLAIN.test(path)) return `/api${lower}`;
    // In capitals it is no route's; proxy.ts would take it for a page's, and its body would be buffered.
    return address === lower ? address : NO_ROUTE;
  }
  // PostgreSQL has no text with U+0000. The API names the field that has it; to a page it is no address.
  if (address.length > ADDRESS_LIMIT || address.includes("%00")) return NO_PAGE;
  const plain = decoded(path);
  // The page that Next.js shows where all else failed is a page of its own, which answers 500.
  return plain === null || /^\/+_global-error\b/.test(plain) ? NO_PAGE : address;
}

/** What is published, written plainly: nothing in it could lead out of its folder. */
const PLAIN = /^\/(v2|prop)(\/[\w-]+)+$/i;

/** Whether an address is one of the APIs'; all others are pages' and files'. */
export const isApi = (address: string) =>
  !address.startsWith("/") || /^\/(v2|prop|api)(?=[/?]|$)/i.test(address);

/** Where Next.js's own tools send to in development. */
const isNextOwn = (address: string) =>
  env().NODE_ENV === "development" && /^\/(_next\/|__nextjs)/.test(address);

/** Whether a path has a segment `.` or `..`, with escapes or backslashes too. */
const hasDotSegment = (path: string) => /(^|[/\\])\.{1,2}([/\\]|$)/.test(decoded(path) ?? "");

/** A path without its escapes; null where one is malformed. */
function decoded(path: string): string | null {
  if (!path.includes("%")) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

function becomeGet(request: Incoming, url: string) {
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
