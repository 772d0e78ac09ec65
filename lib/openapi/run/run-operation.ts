import { addLogFields, type Context, requireAdmin, requireCustomer } from "@/lib/core/context";
import { env } from "@/lib/core/env";
import { AppError, notFound } from "@/lib/core/errors";
import { isWrite, methodOf } from "@/lib/http/operation";
import { type DocumentedOperation, findOperation } from "../all-operations";
import type { RunInput } from "../schemas";
import { addressOf } from "./address";
import { bodyToShow, headersToShow } from "./conceal";
import { credentialsFor } from "./credentials";
import { runBy, writesRun } from "./rules";
import { send } from "./send";

/**
 * Runs an operation of the document as the reader, through the real route of this server. Its response is
 * the result, errors included. Throws NOT_FOUND, FORBIDDEN, INVALID_STATE, INVALID_REQUEST and UNAVAILABLE
 * when the call isn't made or gets no response.
 */
export async function runOperation(ctx: Context, input: RunInput, cookie: string | null) {
  requireCustomer(ctx);
  const operation = findOperation(input.operation_id);
  if (!operation) throw notFound("operation");
  addLogFields(ctx, { operation_id: operation.id });
  requireRun(ctx, operation);
  const address = addressOf(operation, input);
  const { headers, secrets } = await credentialsFor(ctx, operation, cookie);
  const method = methodOf(operation);
  const response = await send({
    method,
    address,
    headers: { ...headers, ...ownHeaders(ctx, operation, input) },
    ...(operation.body && { body: input.body ?? {} }),
  });
  const { text, isJson, cut } = bodyToShow(response.text, secrets);
  return {
    method,
    url: env().APP_URL + address,
    status: response.status,
    durationMs: response.durationMs,
    headers: headersToShow(response.headers, secrets),
    text,
    isJson,
    truncated: response.truncated || cut,
  };
}

function requireRun(ctx: Context, operation: DocumentedOperation): void {
  const by = runBy(operation);
  if (by === "none") throw new AppError("FORBIDDEN", "This endpoint can't be run from the docs.");
  if (by === "admin") requireAdmin(ctx);
  if (isWrite(operation) && !writesRun()) {
    throw new AppError("FORBIDDEN", "Writes can only be run in the sandbox. Nothing was sent.");
  }
}

/** Headers of every call: the reader's idempotency key, and their address for the rate limits. */
function ownHeaders(ctx: Context, { isIdempotent }: DocumentedOperation, { headers }: RunInput) {
  const key = headers["Idempotency-Key"];
  const { TRUSTED_PROXY_HOPS } = env();
  return {
    accept: "*/*",
    "user-agent": "propdesk-docs",
    ...(isIdempotent && key && { "idempotency-key": key }),
    ...(TRUSTED_PROXY_HOPS > 0 && {
      "x-forwarded-for": Array(TRUSTED_PROXY_HOPS).fill(ctx.ip).join(", "),
    }),
  };
}
