import { countRejected } from "@/lib/auth";
import { AppError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { MISDIRECTED_PATH } from "@/lib/http/allowed-hosts";
import { hasBody } from "@/lib/http/body";
import { clientAddress } from "@/lib/http/client-address";
import { type Handler, type ObservedRequest, observe } from "@/lib/http/observe";
import { methodOf, type Operation } from "@/lib/http/operation";
import { errorResponse, toAppError } from "@/lib/http/respond";
import { isUnsupportedMethodPath, unsupportedMethods } from "@/lib/http/unsupported-methods";
import { handle } from "./handle";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
type Exports = Record<Method | "OPTIONS", Handler>;

const methods: readonly Method[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/**
 * The exports of a route file: a handler for each of its operations, and 405 in the envelope for the other
 * methods. Next.js serves HEAD with GET; its own OPTIONS would name every export.
 */
export function serve(...operations: Operation[]): Exports {
  const handlers = new Map(operations.map((operation) => [methodOf(operation), handle(operation)]));
  const served = methods.filter((method) => handlers.has(method));
  const allow = [...served, ...(handlers.has("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
  const reject = rejectAll((_request, { requestId }) => methodNotAllowed(allow, requestId));
  const options = observe(
    async (_request, { requestId }) =>
      new Response(null, { status: 204, headers: { allow, "x-request-id": requestId } }),
  );
  return {
    GET: handlers.get("GET") ?? reject,
    POST: handlers.get("POST") ?? reject,
    PUT: handlers.get("PUT") ?? reject,
    PATCH: handlers.get("PATCH") ?? reject,
    DELETE: handlers.get("DELETE") ?? reject,
    OPTIONS: options,
  };
}

/** A handler that counts every request as rejected and responds with `reject`. */
function rejectAll(
  reject: (request: Request, observedRequest: ObservedRequest) => Response,
  pattern?: string,
): Handler {
  return observe(async (request, observedRequest) => {
    try {
      const method = sentMethod(request, observedRequest.url.pathname);
      await countRejected({ headers: request.headers, method }, clientAddress(request.headers));
      return reject(request, observedRequest);
    } catch (error) {
      const { requestId } = observedRequest;
      return errorResponse(toAppError(error, log().child({ request_id: requestId })), requestId);
    }
  }, pattern);
}

/** The method that the client sent: `incoming-requests.ts` turns writes that no route serves into GETs. */
const sentMethod = ({ method, headers }: Request, pathname: string) =>
  method === "GET" && (isUnsupportedMethodPath(pathname) || hasBody(headers)) ? "POST" : method;

function methodNotAllowed(allow: string, requestId: string): Response {
  const error = new AppError("METHOD_NOT_ALLOWED", "Method not allowed.");
  const response = errorResponse(error, requestId);
  response.headers.set("allow", allow);
  return response;
}

/** The exports of the catch-all route, for every path of no other route. */
export function unknownRoutes(): Exports {
  const reject = rejectAll((_request, { requestId, url: { pathname } }) => {
    if (isUnsupportedMethodPath(pathname)) {
      return methodNotAllowed(unsupportedMethods[pathname], requestId);
    }
    if (pathname === MISDIRECTED_PATH) {
      const message = "This server only responds on this machine's own addresses and on APP_URL.";
      return errorResponse(new AppError("MISDIRECTED_REQUEST", message), requestId);
    }
    return errorResponse(new AppError("NOT_FOUND", "Unknown endpoint."), requestId);
  }, "unknown");
  return {
    GET: reject,
    POST: reject,
    PUT: reject,
    PATCH: reject,
    DELETE: reject,
    OPTIONS: reject,
  };
}
