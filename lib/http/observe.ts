import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { log } from "@/lib/core/log";
import { metrics } from "@/lib/core/metrics";
import { clientAddress } from "./client-address";
import { routePattern } from "./route-pattern";

export type Handler = (request: Request, next: { params: Promise<unknown> }) => Promise<Response>;

/** A request as its log line describes it. `ctx` is set once there is one. */
export interface ObservedRequest {
  requestId: string;
  url: URL;
  params: unknown;
  ctx?: Context;
}
type Serve = (request: Request, observedRequest: ObservedRequest) => Promise<Response>;

const SECOND = 1_000;

/** The status that proxies log for a client that hung up before its request was complete. */
export const CLIENT_CLOSED = 499;
/** A body that broke off is an invalid request. If its sender has gone, 499 is logged instead of the 400. */
const statusOf = (request: Request, { status }: Response) =>
  status === 400 && request.signal.aborted ? CLIENT_CLOSED : status;

/**
 * Wraps a handler: gives the request its id, measures it and writes its one log line. `serve` turns errors into
 * responses by itself. `pattern` takes the place of the route's pattern, for addresses of no route.
 */
export function observe(serve: Serve, pattern?: string): Handler {
  return async (request, next) => {
    const start = performance.now();
    const url = new URL(request.url);
    const params = await next.params;
    const observedRequest: ObservedRequest = { requestId: newId("req"), url, params };
    const response = await serve(request, observedRequest);
    const ms = performance.now() - start;
    const { method } = request;
    const status = statusOf(request, response);
    const route = pattern ?? routePattern(url.pathname, params);
    metrics().requests.observe({ method, route, status }, ms / SECOND);
    const ip = observedRequest.ctx?.ip ?? clientAddress(request.headers);
    const fields = {
      method,
      route,
      status,
      duration_ms: Math.round(ms),
      ip,
      ...callerIds(observedRequest),
    };
    const logger =
      observedRequest.ctx?.log ?? log().child({ request_id: observedRequest.requestId });
    logger[isProbe(url) && status < 400 ? "debug" : "info"](fields, "request");
    return response;
  };
}

/** Load balancers and monitors call these every few seconds. */
const isProbe = ({ pathname }: URL) => pathname.startsWith("/api/health");

/** The caller by ids that say nothing of the person. */
function callerIds({ ctx }: ObservedRequest): { customer?: string; app?: string } {
  return {
    ...(ctx?.actor.kind === "customer" && { customer: ctx.actor.publicId }),
    ...(ctx?.app && { app: ctx.app.id }),
  };
}
