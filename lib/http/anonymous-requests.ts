import { AsyncResource } from "node:async_hooks";
import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import { AppError } from "@/lib/core/errors";
import { formatRetryAfter } from "@/lib/core/format";
import { newId } from "@/lib/core/ids";
import { metrics } from "@/lib/core/metrics";
import { hasBody } from "./body";
import { clientAddress } from "./client-address";
import { isEventSender } from "./event-senders";
import { isApiAddress } from "./incoming-requests";
import { dropMarketing } from "./marketing-parameters";
import { networkOf } from "./network";
import { oauthRejection, TOKEN_PATH } from "./oauth-error";
import type { PageCache } from "./page-cache";
import { secondsUntilRetry } from "./rejected-networks";
import { createRequestQueue, type QueueLimits } from "./request-queue";
import { errorBody } from "./respond";
import { serveInOrder } from "./serve-in-order";
import { whenFinished } from "./when-finished";

/** Rejections are delayed: a client that retries immediately can't send a hundred requests a second. */
const REJECTION_DELAY_MS = 1_000;

const callLimits: QueueLimits = {
  concurrency: 2,
  workMs: 250,
  startedPerNetwork: 8,
  queuedPerNetwork: 30,
  queuedTotal: 1_000,
};

/** Rendering a page takes longer than most calls. While it waits for the database, others are started. */
const pageLimits: QueueLimits = {
  concurrency: 1,
  workMs: 100,
  startedPerNetwork: 8,
  queuedPerNetwork: 200,
  queuedTotal: 2_000,
};

/** For pages of signed-in customers. Here a session takes the place of the network. */
const sessionPageLimits: QueueLimits = { ...pageLimits, concurrency: 4 };

const limitedServers = new WeakSet<Server>();

type RequestKind = "exempt" | "page" | "event" | "call";
type ReadHeaders = Pick<Headers, "get">;

interface Options {
  /** Whether there is a credential, valid or not. */
  hasCredential: (headers: ReadHeaders) => boolean;
  /** The id of the app or session of a proven credential; null without one. */
  provenSubject: (headers: ReadHeaders) => Promise<string | null>;
  /** Pages that strangers get without being rendered. */
  pages?: PageCache;
}

/**
 * Limits what anonymous callers can make a server do. Runs before the server's own request listeners:
 *
 * - Writes without a proven credential, and calls with an invalid one, are queued by network. While a network is
 *   rejected (`rejectNetwork`), its requests get RATE_LIMITED here, for a hundredth of the work that a route
 *   would do, and their connection ends.
 * - Stripe's events are never rejected for earlier requests of their network: only their signature, which is
 *   checked later, says whose they are.
 * - Pages have queues of their own; those of a session are queued by session. A cached page is sent immediately.
 * - The requests of one connection are served one after another.
 */
export function limitAnonymousRequests(
  server: Server,
  { hasCredential, provenSubject, pages }: Options,
): void {
  if (limitedServers.has(server)) return;
  limitedServers.add(server);
  const callQueue = createRequestQueue(callLimits);
  const pageQueue = createRequestQueue(pageLimits);
  const sessionPageQueue = createRequestQueue(sessionPageLimits);
  const listeners = server.listeners("request") as RequestListener[];
  server.removeAllListeners("request");
  server.on("request", (request, response) =>
    serveInOrder(
      request,
      response,
      AsyncResource.bind(() => void handle(request, response)),
    ),
  );

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const serve = () => {
      for (const listener of listeners) listener.call(server, request, response);
    };
    const headers = headersOf(request);
    const isStranger = !hasCredential(headers);
    const kind = kindOf(request, !isStranger);
    const cache = kind === "page" && isStranger && pages?.isCandidate(request) ? pages : null;
    if (cache) dropMarketing(request);
    if (cache && (await cache.respond(request, response))) return;
    const subject = kind === "exempt" || kind === "event" ? null : await provenSubject(headers);
    if (kind === "exempt" || (kind === "call" && subject !== null)) return serve();
    // A request whose connection has closed meanwhile would never leave the queue.
    if (request.socket.destroyed) return;
    const network = networkOf(clientAddress(headers));
    const seconds = secondsUntilRetry(network);
    const reject = (error: AppError) =>
      delay(request, response, () => sendRejection(request, response, error));
    if (kind === "page") {
      let hasStarted = false;
      // Its turn comes while another request is being finished: it keeps its own context.
      const start = AsyncResource.bind(() => {
        hasStarted = true;
        if (cache) void cache.respondOrRecord(request, response, serve);
        else serve();
      });
      const finish =
        subject === null
          ? pageQueue.enqueue(network, start, reject)
          : sessionPageQueue.enqueue(subject, start, reject);
      // Next.js goes on rendering a page after its client has left.
      const isRendered = () => !hasStarted || response.writableFinished;
      whenFinished(request, response, () =>
        isRendered() ? finish() : setTimeout(finish, pageLimits.workMs),
      );
      return;
    }
    const enqueue = () =>
      whenFinished(
        request,
        response,
        callQueue.enqueue(network, AsyncResource.bind(serve), reject),
      );
    if (kind === "event") {
      if (isEventSender(network)) serve();
      else if (seconds > 0) delay(request, response, enqueue);
      else enqueue();
    } else if (seconds > 0) reject(tooManyRequests(seconds));
    else enqueue();
  }
}

/** Stripe's webhook, as published and as incoming-requests.ts routes it. */
const STRIPE_WEBHOOK = /^(\/api)?\/v2\/webhooks\/stripe\/?$/i;
/** What the operator's own machines call. */
const EXEMPT = /^\/api\/(health(\/(live|ready))?|metrics)\/?$/;

const pathOf = ({ url = "" }: IncomingMessage) => url.split("?", 1)[0] ?? "";

/** Next.js's files, and those of public/. */
const FILE = /^\/_next\/|\.\w+$/;

/**
 * `exempt`: a file, or a read without a credential; `page`: a page; `event`: a call of Stripe's webhook;
 * `call`: everything else. A form that is sent to a page is a call too: incoming-requests.ts makes it a GET that
 * still has its body.
 */
function kindOf(request: IncomingMessage, hasCredential: boolean): RequestKind {
  const { method } = request;
  const path = pathOf(request);
  if (
    !hasBody(headersOf(request)) &&
    (method === "GET" || method === "HEAD" || method === "OPTIONS")
  ) {
    if (method === "OPTIONS" || EXEMPT.test(path)) return "exempt";
    if (!isApiAddress(path)) return FILE.test(path) ? "exempt" : "page";
    return hasCredential ? "call" : "exempt";
  }
  return STRIPE_WEBHOOK.test(path) ? "event" : "call";
}

const headersOf = ({ headers }: IncomingMessage) => ({
  get: (name: string) => {
    const value = headers[name];
    return value === undefined ? null : [value].flat().join(", ");
  },
});

const tooManyRequests = (seconds: number) =>
  new AppError("RATE_LIMITED", `Too many requests. Try again in ${formatRetryAfter(seconds)}.`, {
    retryAfter: seconds,
  });

/** Calls `callback` a second later, unless the request has ended by then. */
function delay(request: IncomingMessage, response: ServerResponse, callback: () => void): void {
  const timer = setTimeout(callback, REJECTION_DELAY_MS);
  whenFinished(request, response, () => clearTimeout(timer));
}

function sendRejection(request: IncomingMessage, response: ServerResponse, error: AppError) {
  const { method = "" } = request;
  const requestId = newId("req");
  const oauth = pathOf(request) === TOKEN_PATH ? oauthRejection(error, requestId) : null;
  metrics().requests.observe({ method, route: "unknown", status: error.status }, 0);
  response.writeHead(error.status, {
    "content-type": "application/json",
    "cache-control": "no-store",
    ...oauth?.headers,
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "x-request-id": requestId,
    "retry-after": String(error.retryAfter ?? 1),
    // A client that goes on has to connect again for each request.
    connection: "close",
  });
  response.end(JSON.stringify(oauth?.body ?? errorBody(error, requestId)));
}
