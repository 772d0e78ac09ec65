import { isTransient } from "@/db/errors";
import { type DatabaseProblem, databaseProblem } from "@/lib/core/database-state";
import { AppError } from "@/lib/core/errors";
import type { Logger } from "@/lib/core/log";
import { markPageUnavailable } from "./page-request";

const REALM = 'Bearer realm="propdesk"';

/** Turns a thrown value into an AppError. An unexpected one is logged and becomes INTERNAL. */
export function toAppError(error: unknown, log: Logger): AppError {
  if (error instanceof AppError) {
    if (error.status >= 500) log.warn({ err: error, code: error.code }, "request.not_served");
    return error;
  }
  const problem = databaseProblem(error);
  if (problem) {
    logDatabaseProblem(log, problem, { err: error });
    markPageUnavailable();
    return new AppError(
      "UNAVAILABLE",
      "The service is temporarily unavailable. Try again shortly.",
      {
        retryAfter: 5,
      },
    );
  }
  if (isTransient(error)) {
    log.warn({ err: error }, "transaction.conflict");
    return new AppError("UNAVAILABLE", "This was changed by another request. Try again.", {
      retryAfter: 1,
    });
  }
  log.error({ err: error }, "request.unexpected_error");
  return new AppError(
    "INTERNAL",
    "Something went wrong on our side. Contact support with the request ID.",
  );
}

/** Logs a request's failure for a database that can't be used. All but `away` need an operator. */
export function logDatabaseProblem(log: Logger, database: DatabaseProblem, fields: object): void {
  if (database === "away") log.warn(fields, "database.unreachable");
  else log.error({ ...fields, database }, "database.not_usable");
}

/** The error envelope as a response, with the headers that its status requires. */
export function errorResponse(error: AppError, requestId: string): Response {
  const headers = new Headers({ "x-request-id": requestId, "cache-control": "no-store" });
  if (error.status === 401) headers.set("www-authenticate", REALM);
  if (error.retryAfter !== undefined)
    headers.set("retry-after", String(Math.ceil(error.retryAfter)));
  return Response.json(errorBody(error, requestId), { status: error.status, headers });
}

/** The body of an error's response: the envelope, and the fields beside it that the error has. */
export function errorBody(error: AppError, requestId: string) {
  const { code, message, retryable, fields } = error;
  const body = { code, message, retryable, request_id: requestId, ...(fields && { fields }) };
  return { error: body, ...error.beside };
}
