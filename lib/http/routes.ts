import { countRejected } from "@/lib/auth";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { MISDIRECTED_PATH } from "./allowed-hosts";
import { hasBody } from "./body";
import { clientAddress } from "./client-address";
import { type Handler, observed, type Seen } from "./observe";
import { isRefusedMethodPath, refusedMethods } from "./refused-methods";
import { errorResponse, toAppError } from "./respond";

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
  const refuse = rejecting((request, { requestId }) =>
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

/** A handler that rejects and counts all that comes. */
function rejecting(reject: (request: Request, seen: Seen) => Response, pattern?: string): Handler {
  return observed(async (request, seen) => {
    try {
      const method = methodAsSent(request, seen.url.pathname);
      await countRejected({ headers: request.headers, method }, clientAddress(request.headers));
      return reject(request, seen);
    } catch (error) {
      const { requestId } = seen;
      return errorResponse(toAppError(error, log().child({ request_id: requestId })), requestId);
    }
  }, pattern);
}

/** `incoming.ts` has turned writes that nothing takes into GETs. */
const methodAsSent = ({ method, headers }: Request, pathname: string) =>
  method === "GET" && (isRefusedMethodPath(pathname) || hasBody(headers)) ? "POST" : method;

function methodNotAllowed(message: string, allow: string, requestId: string): Response {
  const response = errorResponse(new AppError("METHOD_NOT_ALLOWED", message), requestId);
  response.headers.set("allow", allow);
  return response;
}

/** For catch-all routes: any path and method that the contract doesn't have. */
export function unknownRoutes(): Exports {
  const refuse = rejecting((_request, { requestId, url: { pathname } }) => {
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
