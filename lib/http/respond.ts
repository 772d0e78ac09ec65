import { isDatabaseAway, isTransient } from "@/db/errors";
import { AppError } from "@/lib/errors";
import type { Logger } from "@/lib/log";
import { notePageWithoutDatabase } from "./page-request";

const REALM = 'Bearer realm="propdesk"';

/** Turns whatever was thrown into the error of the contract; the unexpected is logged, not shown. */
export function toAppError(error: unknown, log: Logger): AppError {
  if (error instanceof AppError) {
    if (error.status >= 500) log.warn({ err: error, code: error.code }, "request not served");
    return error;
  }
  if (isDatabaseAway(error)) {
    log.warn({ err: error }, "database out of reach");
    notePageWithoutDatabase();
    return new AppError("UNAVAILABLE", "The service can't reach its database. Try again shortly.", {
      retryAfter: 5,
    });
  }
  if (isTransient(error)) {
    log.warn({ err: error }, "lost against another transaction");
    return new AppError("UNAVAILABLE", "Somebody else is changing the same. Try again.", {
      retryAfter: 1,
    });
  }
  log.error({ err: error }, "unexpected fault");
  return new AppError("INTERNAL", "Something went wrong on our side. Quote the request id.");
}

/** The error envelope as a response, with the headers that its status calls for. */
export function errorResponse(error: AppError, requestId: string): Response {
  const headers = new Headers({ "x-request-id": requestId, "cache-control": "no-store" });
  if (error.status === 401) headers.set("www-authenticate", REALM);
  if (error.retryAfter !== undefined)
    headers.set("retry-after", String(Math.ceil(error.retryAfter)));
  return Response.json(errorBody(error, requestId), { status: error.status, headers });
}

/** The error envelope, with what the error has beside it. */
export function errorBody(error: AppError, requestId: string) {
  const { code, message, retryable, fields } = error;
  const body = { code, message, retryable, request_id: requestId, ...(fields && { fields }) };
  return { error: body, ...error.beside };
}
