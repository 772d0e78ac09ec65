import { authenticate, countRejected } from "@/lib/auth";
import { type Context, requireAdmin } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { parse, readJson } from "@/lib/http/body";
import { type Handler, type ObservedRequest, observe } from "@/lib/http/observe";
import type { Operation, Surface } from "@/lib/http/operation";
import { isWrite, limitAnonymous, limitCaller } from "@/lib/http/rate-limit";
import { errorResponse, toAppError } from "@/lib/http/respond";
import { anonymousContext } from "./anonymous-context";

/** The handler of an operation: authenticate → parse → one verb → respond, errors in the envelope. */
export function handle(operation: Operation): Handler {
  return observe(async (request, observedRequest) => {
    const { requestId } = observedRequest;
    try {
      const ctx = anonymousContext(request.headers, requestId);
      observedRequest.ctx = ctx;
      // next-auth authenticates its callers itself.
      const surface = operation.surface === "nextauth" ? "public" : operation.surface;
      Object.assign(ctx, await authenticateCaller(ctx, request, surface));
      if (!operation.limitsItself) await limitRate(ctx, request.method);
      // Every verb checks this too. Here others than admins are rejected before their input is validated.
      if (surface === "admin") requireAdmin(ctx);
      const result = await operation.run(ctx, await inputOf(operation, request, observedRequest));
      const response = result instanceof Response ? result : respond(operation, result);
      response.headers.set("x-request-id", requestId);
      if (!response.headers.has("cache-control")) response.headers.set("cache-control", "no-store");
      return response;
    } catch (error) {
      const rejection = operation.reject?.(error, requestId);
      if (rejection) {
        const { status, headers, body } = rejection;
        return Response.json(body, { status, headers: { ...headers, "x-request-id": requestId } });
      }
      const logger = observedRequest.ctx?.log ?? log().child({ request_id: requestId });
      return errorResponse(toAppError(error, logger), requestId);
    }
  });
}

async function inputOf(operation: Operation, request: Request, observedRequest: ObservedRequest) {
  const { params, query, isQueryRaw, body } = operation;
  return {
    request,
    params: params && parse(params, observedRequest.params),
    query:
      query && !isQueryRaw
        ? parse(query, Object.fromEntries(observedRequest.url.searchParams))
        : undefined,
    body: body && !body.isRaw ? parse(body.schema, await readJson(request)) : undefined,
  };
}

/** A verb's value as the only declared success: as JSON if it has a schema, else without a body. */
function respond({ route, responses }: Operation, value: unknown): Response {
  const [[status, declaration] = [], ...others] = Object.entries(responses);
  if (!status || others.length > 0)
    throw new Error(`${route} must declare exactly one success, or return a Response`);
  const init = { status: Number(status) };
  return declaration?.schema ? Response.json(value, init) : new Response(null, init);
}

/** Authenticates the caller. Rejected credentials are counted, except expired tokens, which honest clients send. */
async function authenticateCaller(ctx: Context, request: Request, surface: Surface) {
  try {
    return await authenticate(ctx.db, request.headers, request.method, surface);
  } catch (error) {
    if (!(error instanceof AppError) || error.code === "TOKEN_EXPIRED") throw error;
    await countRejected(request, ctx.ip, surface);
    throw error;
  }
}

async function limitRate(ctx: Context, method: string) {
  if (ctx.actor.kind === "customer") await limitCaller(ctx.actor.publicId, method);
  else if (ctx.app) await limitCaller(ctx.app.id, method);
  else if (isWrite(method)) await limitAnonymous(ctx.ip);
}
