import { AsyncLocalStorage } from "node:async_hooks";
import type { IncomingMessage, ServerResponse } from "node:http";
import { newId } from "@/lib/core/ids";
import { type Logger, log } from "@/lib/core/log";
import { metrics } from "@/lib/core/metrics";
import { perProcess } from "@/lib/core/per-process";
import { clientAddress } from "./client-address";
import { CLIENT_CLOSED } from "./observe";
import { pagePattern } from "./page-patterns";
import { REQUEST_ID } from "./request-id";

const RETRY_AFTER_SECONDS = 5;
const UNAVAILABLE = 503;
const SECOND = 1_000;

export interface PageRequest {
  requestId: string;
  route: string;
  /** The public id of the signed-in customer, once it is known. */
  customer?: string;
  isDatabaseUnavailable: boolean;
  /** The version of the data that it shows, if any stranger may get it while they have that version. */
  cacheVersion?: string;
}

const storage = perProcess("page", () => new AsyncLocalStorage<PageRequest | undefined>());

/** The page request that is being served; undefined outside one. */
export const currentPage = (): PageRequest | undefined => storage().getStore();

/** A logger for the page request that is being served: its lines have the request id. */
export function pageLog(): Logger {
  const page = currentPage();
  return page ? log().child({ request_id: page.requestId, route: page.route }) : log();
}

/** Gives the page that is being served the status 503, for a missing database, unless its head was sent already. */
export function markPageUnavailable(): void {
  const page = currentPage();
  if (page) page.isDatabaseUnavailable = true;
}

/**
 * Gives a page request its id, measures it, and writes its one log line. Call it for each request, synchronously,
 * before Next.js serves it: the code that serves the request then finds it as `currentPage`.
 */
export function observePage(request: IncomingMessage, response: ServerResponse): void {
  const path = pathOf(request);
  // Without this, the connection's next request would inherit the page of the one before.
  if (path === null) {
    storage().enterWith(undefined);
    return;
  }
  const route = pagePattern(path);
  const page: PageRequest = { requestId: newId("req"), route, isDatabaseUnavailable: false };
  storage().enterWith(page);
  request.headers[REQUEST_ID] = page.requestId;
  respondUnavailable(response, page);
  const start = performance.now();
  response.once("close", () => {
    const isFile = FILE.test(route === "unknown" ? path : route) && response.statusCode < 400;
    if (!isFile) logRequest(request, response, page, performance.now() - start);
  });
}

const FILE = /\.\w+$/;

/** The path of a page; null for an address of an API or of Next.js's own files. */
function pathOf({ url = "" }: IncomingMessage): string | null {
  const [path = ""] = url.split(/[?#]/, 1);
  return path.startsWith("/") && !/^\/(api|v2|prop|_next)(\/|$)/.test(path) ? path : null;
}

/** Next.js sends an error page with 200 or 500: this makes it a 503 if the database was unavailable. */
function respondUnavailable(response: ServerResponse, page: PageRequest): void {
  response.writeHead = new Proxy(response.writeHead, {
    apply: (writeHead, self, [status, ...rest]) => {
      const isRendered = status === 200 || status === 500;
      if (!page.isDatabaseUnavailable || !isRendered)
        return Reflect.apply(writeHead, self, [status, ...rest]);
      response.setHeader("retry-after", RETRY_AFTER_SECONDS);
      return Reflect.apply(writeHead, self, [UNAVAILABLE, ...rest]);
    },
  });
}

function logRequest(
  request: IncomingMessage,
  response: ServerResponse,
  { requestId, route, customer }: PageRequest,
  ms: number,
): void {
  const method = request.method ?? "GET";
  const status = response.writableFinished ? response.statusCode : CLIENT_CLOSED;
  metrics().requests.observe({ method, route, status }, ms / SECOND);
  const get = (name: string) => [request.headers[name]].flat().join(", ") || null;
  const ip = clientAddress({ get });
  const fields = { method, route, status, duration_ms: Math.round(ms), ip };
  log().info({ request_id: requestId, ...fields, ...(customer && { customer }) }, "request");
}
