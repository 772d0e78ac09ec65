import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { metrics } from "@/lib/metrics";
import { hasBody } from "./body";
import { clientAddress } from "./client-address";
import { inOrder } from "./in-order";
import { isApi } from "./incoming";
import { networkOf } from "./network";
import { oauthRejection, TOKEN_PATH } from "./oauth-error";
import { onceOver } from "./once-over";
import { errorBody } from "./respond";
import { isEventSender, secondsTurnedAway } from "./turned-away";
import { createTurns, type TurnLimits } from "./turns";

/** A rejection comes so late: whoever tries again at once is kept from trying a hundred times a second. */
const LATE_MS = 1_000;

const limits: TurnLimits = {
  atATime: 2,
  workMs: 250,
  ofNetwork: 8,
  waitingOfNetwork: 30,
  waitingOfAll: 1_000,
};

/** A page is made on the server, which takes more than most calls; while it waits for the database others begin. */
const pageLimits: TurnLimits = {
  atATime: 1,
  workMs: 100,
  ofNetwork: 8,
  waitingOfNetwork: 200,
  waitingOfAll: 2_000,
};

/** Those of sessions, each of which waits for itself. */
const sessionPageLimits: TurnLimits = { ...pageLimits, atATime: 4 };

const guarded = new WeakSet<Server>();

type Kind = "exempt" | "page" | "event" | "call";
type ReadHeaders = Pick<Headers, "get">;

/** What auth knows of a request's credential. */
interface Credentials {
  /** Whether there is one, whatever it is worth. */
  hasCredential: (headers: ReadHeaders) => boolean;
  /** The id of the app or session that a proven one names; null without one. */
  provenSubject: (headers: ReadHeaders) => Promise<string | null>;
}

/**
 * Stands before a server's own listeners. Writes without a proven credential, and calls with an invalid one,
 * wait for their turn. One of a network that is turned away is answered with RATE_LIMITED, in a
 * hundredth of the time that a route takes to say so, and its connection ends. Stripe's events are never
 * turned away for those before them: their signature says later whose they are.
 *
 * Pages wait for turns of their own, those of a session for their session's. All requests of a connection are served
 * one after another.
 */
export function limitAnonymousRequests(
  server: Server,
  { hasCredential, provenSubject }: Credentials,
): void {
  if (guarded.has(server)) return;
  guarded.add(server);
  const turns = createTurns(limits);
  const pageTurns = createTurns(pageLimits);
  const sessionPageTurns = createTurns(sessionPageLimits);
  const listeners = server.listeners("request") as RequestListener[];
  server.removeAllListeners("request");
  server.on("request", (request, response) =>
    inOrder(request, response, () => void handle(request, response)),
  );

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const serve = () => {
      for (const listener of listeners) listener.call(server, request, response);
    };
    const headers = headersOf(request);
    const kind = kindOf(request, hasCredential(headers));
    const subject = kind === "exempt" || kind === "event" ? null : await provenSubject(headers);
    if (kind === "exempt" || (kind === "call" && subject !== null)) return serve();
    // It may have ended by now, and would never give its turn back.
    if (request.socket.destroyed) return;
    const network = networkOf(clientAddress(headers));
    const seconds = secondsTurnedAway(network);
    const reject = (error: AppError) =>
      late(request, response, () => refuse(request, response, error));
    if (kind === "page") {
      let hasBegun = false;
      const begin = () => {
        hasBegun = true;
        serve();
      };
      const end =
        subject === null
          ? pageTurns.take(network, begin, reject)
          : sessionPageTurns.take(subject, begin, reject);
      // A page that is being made for a client that left is made all the same.
      const isMade = () => !hasBegun || response.writableFinished;
      onceOver(request, response, () => (isMade() ? end() : setTimeout(end, pageLimits.workMs)));
      return;
    }
    const take = () => onceOver(request, response, turns.take(network, serve, reject));
    if (kind === "event") {
      if (isEventSender(network)) serve();
      else if (seconds > 0) late(request, response, take);
      else take();
    } else if (seconds > 0) reject(tooMany(seconds));
    else take();
  }
}

/** Where Stripe sends to, as it comes and as incoming.ts has it. */
const OF_STRIPE = /^(\/api)?\/v2\/webhooks\/stripe\/?$/i;
/** What the operator's own machines ask for. */
const EXEMPT = /^\/api\/(health(\/(live|ready))?|metrics)\/?$/;

const pathOf = ({ url = "" }: IncomingMessage) => url.split("?", 1)[0] ?? "";

/** Its files, and what a folder of files has. */
const FILE = /^\/_next\/|\.\w+$/;

/**
 * `exempt`: a file, or a call that changes nothing and carries no credential; `event`: one of
 * Stripe's; `call`: all else, which the routes count, but for forms that are sent to a page: each is answered
 * with the page. They come here as a GET (`incoming.ts`) with a body.
 */
function kindOf(request: IncomingMessage, hasCredential: boolean): Kind {
  const { method } = request;
  const path = pathOf(request);
  if (
    !hasBody(headersOf(request)) &&
    (method === "GET" || method === "HEAD" || method === "OPTIONS")
  ) {
    if (method === "OPTIONS" || EXEMPT.test(path)) return "exempt";
    if (!isApi(path)) return FILE.test(path) ? "exempt" : "page";
    return hasCredential ? "call" : "exempt";
  }
  return OF_STRIPE.test(path) ? "event" : "call";
}

const headersOf = ({ headers }: IncomingMessage) => ({
  get: (name: string) => {
    const value = headers[name];
    return value === undefined ? null : [value].flat().join(", ");
  },
});

const tooMany = (seconds: number) =>
  new AppError("RATE_LIMITED", `Too many requests. Try again in ${seconds} s.`, {
    retryAfter: seconds,
  });

/** Does something a second later, unless the request has ended by then. */
function late(request: IncomingMessage, response: ServerResponse, then: () => void): void {
  const timer = setTimeout(then, LATE_MS);
  onceOver(request, response, () => clearTimeout(timer));
}

function refuse(request: IncomingMessage, response: ServerResponse, error: AppError) {
  const { method = "" } = request;
  const requestId = newId("req");
  const inOAuthForm = pathOf(request) === TOKEN_PATH ? oauthRejection(error, requestId) : null;
  metrics().requests.observe({ method, route: "unknown", status: error.status }, 0);
  response.writeHead(error.status, {
    "content-type": "application/json",
    "cache-control": "no-store",
    ...inOAuthForm?.headers,
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "x-request-id": requestId,
    "retry-after": String(error.retryAfter ?? 1),
    // Whoever goes on has to connect again, each time.
    connection: "close",
  });
  response.end(JSON.stringify(inOAuthForm?.body ?? errorBody(error, requestId)));
}
