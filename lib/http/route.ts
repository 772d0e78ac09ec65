import type { z } from "zod";
import { authenticate, countRejected, deviceHashOf, type Surface } from "@/lib/auth";
import { type Context, requireAdmin } from "@/lib/context";
import { database } from "@/lib/database";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { type Logger, log } from "@/lib/log";
import { parse, readJson } from "./body";
import { clientAddress } from "./client-address";
import type { Rejection } from "./oauth-error";
import { type Handler, observed } from "./observe";
import { isWrite, limitAnonymous, limitCaller } from "./rate-limit";
import { errorResponse, toAppError } from "./respond";

export { routes, unknownRoutes } from "./routes";

interface Input<B, Q, P> {
  request: Request;
  body: B;
  query: Q;
  params: P;
}

interface RouteOptions<B extends z.ZodType, Q extends z.ZodType, P extends z.ZodType> {
  surface: Surface;
  body?: B;
  query?: Q;
  params?: P;
  /** Whether the route itself counts anonymous callers: of Stripe's events those that Stripe didn't sign. */
  countsItself?: boolean;
  /** The route's own form of an error, where it isn't the envelope; null for one that is in the envelope. */
  reject?: (error: unknown, requestId: string) => Rejection | null;
  /** Calls one verb. A plain value is sent as JSON with status 200. */
  run: (ctx: Context, input: Input<z.output<B>, z.output<Q>, z.output<P>>) => unknown;
}

/** A context for a request that nobody has been authenticated for yet. */
export function anonymousContext(headers: Headers, requestId: string = newId("req")): Context {
  let own: Logger | undefined;
  return {
    requestId,
    db: database(),
    // Most requests have nothing to say on their way.
    get log() {
      own ??= log().child({ request_id: requestId });
      return own;
    },
    set log(next) {
      own = next;
    },
    actor: { kind: "nobody" },
    app: null,
    ip: clientAddress(headers),
    userAgent: (headers.get("user-agent") ?? "").slice(0, 512),
    device: deviceHashOf(headers),
  };
}

/** One method of a route: authenticate → parse → one verb → respond, errors in the envelope. */
export function route<B extends z.ZodType, Q extends z.ZodType, P extends z.ZodType>(
  options: RouteOptions<B, Q, P>,
): Handler {
  return observed(async (request, seen) => {
    const { requestId } = seen;
    try {
      const ctx = anonymousContext(request.headers, requestId);
      seen.ctx = ctx;
      Object.assign(ctx, await callerOf(ctx, request, options.surface));
      if (!options.countsItself) await limit(ctx, request.method);
      // Each verb asks again: a stranger isn't even told what it would take.
      if (options.surface === "admin") requireAdmin(ctx);
      const input = {
        request,
        params: options.params && parse(options.params, seen.params),
        query: options.query && parse(options.query, Object.fromEntries(seen.url.searchParams)),
        body: options.body && parse(options.body, await readJson(request)),
      } as Input<z.output<B>, z.output<Q>, z.output<P>>;
      const result = await options.run(ctx, input);
      const response = result instanceof Response ? result : Response.json(result);
      response.headers.set("x-request-id", requestId);
      if (!response.headers.has("cache-control")) response.headers.set("cache-control", "no-store");
      return response;
    } catch (error) {
      const rejection = options.reject?.(error, requestId);
      if (rejection) {
        const { status, headers, body } = rejection;
        return Response.json(body, { status, headers: { ...headers, "x-request-id": requestId } });
      }
      const known = seen.ctx?.log ?? log().child({ request_id: requestId });
      return errorResponse(toAppError(error, known), requestId);
    }
  });
}

/** Who calls. What is rejected is counted, but for a token that has expired: honest clients send those. */
async function callerOf(ctx: Context, request: Request, surface: Surface) {
  try {
    return await authenticate(ctx.db, request.headers, request.method, surface);
  } catch (error) {
    if (!(error instanceof AppError) || error.code === "TOKEN_EXPIRED") throw error;
    await countRejected(request, ctx.ip, surface);
    throw error;
  }
}

/** The answer of a verb that has nothing to say but that it is done. */
export const noContent = () => new Response(null, { status: 204 });

async function limit(ctx: Context, method: string) {
  if (ctx.actor.kind === "customer") await limitCaller(ctx.actor.publicId, method);
  else if (ctx.app) await limitCaller(ctx.app.id, method);
  else if (isWrite(method)) await limitAnonymous(ctx.ip);
}
