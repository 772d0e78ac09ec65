import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { metrics } from "@/lib/metrics";
import { clientAddress } from "./client-address";
import { networkOf } from "./network";
import { oauthRejection, TOKEN_PATH } from "./oauth-error";
import { errorBody } from "./respond";
import { createTurns } from "./turns";

/** A refusal comes so late: whoever tries again at once is kept from trying a hundred times a second. */
const REFUSED_AFTER_MS = 1_000;
/** Past this many, those whose time is over are forgotten. */
const MANY = 10_000;

// One a process: Next.js loads a route's modules and the server's own apart.
const shared = globalThis as typeof globalThis & { propdeskTurnedAway?: Map<string, number> };
const until = () => {
  shared.propdeskTurnedAway ??= new Map();
  return shared.propdeskTurnedAway;
};

/** Has anonymous writes of a network turned away for so many seconds, before Next.js sees them. */
export function turnAway(network: string, seconds: number, now = Date.now()): void {
  const networks = until();
  if (networks.size >= MANY) {
    for (const [other, end] of networks) if (end <= now) networks.delete(other);
  }
  if (networks.size < MANY || networks.has(network)) networks.set(network, now + seconds * 1_000);
}

/** How many seconds a network's anonymous writes are still turned away; 0 where they aren't. */
function secondsLeft(network: string, now = Date.now()): number {
  const end = until().get(network);
  return end === undefined || end <= now ? 0 : Math.ceil((end - now) / 1_000);
}

const guarded = new WeakSet<Server>();

/**
 * Stands before a server's own listeners. Anonymous writes wait for their turn. One of a network that is
 * turned away is answered with RATE_LIMITED, in a hundredth of the time that a route takes to say so, and
 * its connection ends.
 */
export function limitAnonymousWrites(server: Server): void {
  if (guarded.has(server)) return;
  guarded.add(server);
  const turns = createTurns();
  const listeners = server.listeners("request") as RequestListener[];
  server.removeAllListeners("request");
  server.on("request", (request, response) => {
    const serve = () => {
      for (const listener of listeners) listener.call(server, request, response);
    };
    if (!isAnonymousWrite(request)) return serve();
    const network = networkOfRequest(request);
    const seconds = secondsLeft(network);
    try {
      if (seconds > 0) throw tooMany(seconds);
      response.once("close", turns.take(network, serve));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const timer = setTimeout(() => refuse(request, response, error), REFUSED_AFTER_MS);
      response.once("close", () => clearTimeout(timer));
    }
  });
}

/** Where Stripe sends to, as it comes and as incoming.ts has it: its callers aren't counted by their address. */
const OF_STRIPE = /^(\/api)?\/v2\/webhooks\/stripe\/?$/i;

const pathOf = ({ url = "" }: IncomingMessage) => url.split("?", 1)[0] ?? "";

/**
 * A write that carries no token and no session, which the routes count by its address. What was sent to a
 * page comes here as a GET (`incoming.ts`); its body tells it.
 */
function isAnonymousWrite(request: IncomingMessage): boolean {
  const { method, headers } = request;
  const hasBody = Number(headers["content-length"] ?? 0) > 0 || headers["transfer-encoding"];
  if (!hasBody && (method === "GET" || method === "HEAD" || method === "OPTIONS")) return false;
  if (headers.authorization !== undefined || OF_STRIPE.test(pathOf(request))) return false;
  return !headers.cookie?.includes("next-auth.session-token");
}

function networkOfRequest({ headers }: IncomingMessage): string {
  const get = (name: string) => [headers[name]].flat().join(", ") || null;
  return networkOf(clientAddress({ get }));
}

const tooMany = (seconds: number) =>
  new AppError("RATE_LIMITED", `Too many requests. Try again in ${seconds} s.`, {
    retryAfter: seconds,
  });

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
