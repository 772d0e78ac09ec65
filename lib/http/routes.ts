import { AppError } from "@/lib/errors";
import { MISDIRECTED_PATH } from "./allowed-hosts";
import { type Handler, observed } from "./observe";
import { isRefusedMethodPath, refusedMethods } from "./refused-methods";
import { errorResponse } from "./respond";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
type Exports = Record<Method | "OPTIONS", Handler>;

const methods: readonly Method[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/**
 * A route file's exports: the given methods, and 405 in the envelope for the others.
 * Next.js answers HEAD from GET by itself; its own OPTIONS would name every export.
 */
export function routes(handlers: Partial<Record<Method, Handler>>): Exports {
  const given = methods.filter((method) => handlers[method]);
  const allow = [...given, ...(handlers.GET ? ["HEAD"] : []), "OPTIONS"].join(", ");
  const refuse = observed(async (request, { requestId }) =>
    methodNotAllowed(`${request.method} is not allowed here.`, allow, requestId),
  );
  const options = observed(
    async (_request, { requestId }) =>
      new Response(null, { status: 204, headers: { allow, "x-request-id": requestId } }),
  );
  return {
    GET: handlers.GET ?? refuse,
    POST: handlers.POST ?? refuse,
    PUT: handlers.PUT ?? refuse,
    PATCH: handlers.PATCH ?? refuse,
    DELETE: handlers.DELETE ?? refuse,
    OPTIONS: options,
  };
}

function methodNotAllowed(message: string, allow: string, requestId: string): Response {
  const response = errorResponse(new AppError("METHOD_NOT_ALLOWED", message), requestId);
  response.headers.set("allow", allow);
  return response;
}

/** For catch-all routes: any path and method that the contract doesn't have. */
export function unknownRoutes(): Exports {
  const refuse = observed(async (_request, { requestId, url: { pathname } }) => {
    if (isRefusedMethodPath(pathname)) {
      return methodNotAllowed(
        "This method is not allowed here.",
        refusedMethods[pathname],
        requestId,
      );
    }
    if (pathname === MISDIRECTED_PATH) {
      const message = "This server answers on this machine's own addresses and on APP_URL only.";
      return errorResponse(new AppError("MISDIRECTED_REQUEST", message), requestId);
    }
    return errorResponse(new AppError("NOT_FOUND", "There is nothing at this address."), requestId);
  }, "unknown");
  return {
    GET: refuse,
    POST: refuse,
    PUT: refuse,
    PATCH: refuse,
    DELETE: refuse,
    OPTIONS: refuse,
  };
}
