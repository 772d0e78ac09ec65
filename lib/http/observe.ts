import type { Context } from "@/lib/context";
import { newId } from "@/lib/ids";
import { log } from "@/lib/log";
import { metrics, routePattern } from "@/lib/metrics";
import { clientAddress } from "./client-address";

export type Handler = (request: Request, next: { params: Promise<unknown> }) => Promise<Response>;

/** What is known of a request, for its line in the log; the context once there is one. */
export interface Seen {
  requestId: string;
  url: URL;
  params: unknown;
  ctx?: Context;
}
type Serve = (request: Request, seen: Seen) => Promise<Response>;

const SECOND = 1_000;

/** What a log of a proxy has for a client that hung up before its request was complete. */
export const CLIENT_CLOSED = 499;
/** A body that broke off is an invalid request; that its sender is gone is not a fault of the request. */
const statusOf = (request: Request, { status }: Response) =>
  status === 400 && request.signal.aborted ? CLIENT_CLOSED : status;

/**
 * What all handlers are wrapped in: gives the request its id, measures it and writes its one line in
 * the log. `serve` answers errors by itself. `pattern` is for addresses that are no route's.
 */
export function observed(serve: Serve, pattern?: string): Handler {
  return async (request, next) => {
    const start = performance.now();
    const url = new URL(request.url);
    const params = await next.params;
    const seen: Seen = { requestId: newId("req"), url, params };
    const response = await serve(request, seen);
    const ms = performance.now() - start;
    const { method } = request;
    const status = statusOf(request, response);
    const route = pattern ?? routePattern(url.pathname, params);
    metrics().requests.observe({ method, route, status }, ms / SECOND);
    const ip = seen.ctx?.ip ?? clientAddress(request.headers);
    const line = { method, route, status, duration_ms: Math.round(ms), ip, ...whoOf(seen) };
    const own = seen.ctx?.log ?? log().child({ request_id: seen.requestId });
    own[isProbe(url) && status < 400 ? "debug" : "info"](line, "request");
    return response;
  };
}

/** Load balancers and monitors ask every few seconds. */
const isProbe = ({ pathname }: URL) => pathname.startsWith("/api/health");

/** Who asked, by ids that say nothing of the person. */
function whoOf({ ctx }: Seen): { customer?: string; app?: string } {
  return {
    ...(ctx?.actor.kind === "customer" && { customer: ctx.actor.publicId }),
    ...(ctx?.app && { app: ctx.app.id }),
  };
}
