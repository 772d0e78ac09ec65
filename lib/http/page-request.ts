import { AsyncLocalStorage } from "node:async_hooks";
import type { IncomingMessage, ServerResponse } from "node:http";
import { newId } from "@/lib/ids";
import { type Logger, log } from "@/lib/log";
import { metrics } from "@/lib/metrics";
import { clientAddress } from "./client-address";
import { CLIENT_CLOSED } from "./observe";
import { pagePattern } from "./page-patterns";
import { REQUEST_ID } from "./request-id";

const RETRY_AFTER_SECONDS = 5;
const UNAVAILABLE = 503;
const SECOND = 1_000;

interface PageRequest {
  requestId: string;
  route: string;
  /** The public id of who is signed in, once that is known. */
  customer?: string;
  isDatabaseAway: boolean;
}

// One a process: Next.js loads this module once for what boots and again for the pages.
const shared = globalThis as typeof globalThis & {
  propdeskPage?: AsyncLocalStorage<PageRequest | undefined>;
};
const storage = () => {
  shared.propdeskPage ??= new AsyncLocalStorage();
  return shared.propdeskPage;
};

/** The request for a page that is being worked on; undefined outside one. */
export const currentPage = (): PageRequest | undefined => storage().getStore();

/** The log of the page that is being worked on: its lines name the request. */
export function pageLog(): Logger {
  const page = currentPage();
  return page ? log().child({ request_id: page.requestId, route: page.route }) : log();
}

/** Notes that the page in work lacks its database: its status becomes 503, unless it has been sent. */
export function notePageWithoutDatabase(): void {
  const page = currentPage();
  if (page) page.isDatabaseAway = true;
}

/**
 * Gives a request for a page its id, measures it, and writes its one line in the log. Called for each request,
 * synchronously, before Next.js sees it: what the request leads to finds it as `currentPage`.
 */
export function observePage(request: IncomingMessage, response: ServerResponse): void {
  const path = pathOf(request);
  // Also to none: a connection's next request would have the last one's.
  if (path === null) {
    storage().enterWith(undefined);
    return;
  }
  const route = pagePattern(path);
  const page: PageRequest = { requestId: newId("req"), route, isDatabaseAway: false };
  storage().enterWith(page);
  request.headers[REQUEST_ID] = page.requestId;
  sayUnavailable(response, page);
  const start = performance.now();
  response.once("close", () => {
    const isFile = FILE.test(route === "unknown" ? path : route) && response.statusCode < 400;
    if (!isFile) report(request, response, page, performance.now() - start);
  });
}

const FILE = /\.\w+$/;

/** The path of a page; null where the address is an API's or a file of Next.js's own. */
function pathOf({ url = "" }: IncomingMessage): string | null {
  const [path = ""] = url.split(/[?#]/, 1);
  return path.startsWith("/") && !/^\/(api|v2|prop|_next)(\/|$)/.test(path) ? path : null;
}

/** Next.js sends a page that shows why it has nothing to show like any other. */
function sayUnavailable(response: ServerResponse, page: PageRequest): void {
  response.writeHead = new Proxy(response.writeHead, {
    apply: (writeHead, self, [status, ...rest]) => {
      const isDone = status === 200 || status === 500;
      if (!page.isDatabaseAway || !isDone) return Reflect.apply(writeHead, self, [status, ...rest]);
      response.setHeader("retry-after", RETRY_AFTER_SECONDS);
      return Reflect.apply(writeHead, self, [UNAVAILABLE, ...rest]);
    },
  });
}

function report(
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
  const who = customer ? { customer } : {};
  const of = { method, route, status, duration_ms: Math.round(ms), ip, ...who };
  log().info({ request_id: requestId, ...of }, "request");
}
