import { about, type Context, requireAdmin, requireCustomer } from "@/lib/context";
import { env } from "@/lib/env";
import { AppError, notFound } from "@/lib/errors";
import { isWrite, methodOf, type Operation } from "../operation";
import { findOperation } from "../operations";
import type { RunInput } from "../schemas";
import { addressOf } from "./address";
import { bodyToShow, headersToShow } from "./conceal";
import { credentialsFor } from "./credentials";
import { runBy, writesRun } from "./rules";
import { send } from "./send";

/**
 * Runs an operation of the document as the reader, through the real route of this server. What it
 * answers, an error too, is the result. Throws NOT_FOUND, FORBIDDEN, INVALID_STATE, INVALID_REQUEST
 * and UNAVAILABLE, each before or instead of the call.
 */
export async function runOperation(ctx: Context, input: RunInput, cookie: string | null) {
  requireCustomer(ctx);
  const operation = findOperation(input.operation_id);
  if (!operation) throw notFound("operation");
  about(ctx, { operation_id: operation.id });
  requireRun(ctx, operation);
  const address = addressOf(operation, input);
  const { headers, secrets } = await credentialsFor(ctx, operation, cookie);
  const method = methodOf(operation);
  const answer = await send({
    method,
    address,
    headers: { ...headers, ...ownHeaders(ctx, operation, input) },
    ...(operation.body && { body: input.body ?? {} }),
  });
  const { text, isJson, cut } = bodyToShow(answer.text, secrets);
  return {
    method,
    url: env().APP_URL + address,
    status: answer.status,
    durationMs: answer.durationMs,
    headers: headersToShow(answer.headers, secrets),
    text,
    isJson,
    truncated: answer.truncated || cut,
  };
}

function requireRun(ctx: Context, operation: Operation): void {
  const by = runBy(operation);
  if (by === "nobody") throw new AppError("FORBIDDEN", "This operation can't be run from here.");
  if (by === "admin") requireAdmin(ctx);
  if (isWrite(operation) && !writesRun()) {
    throw new AppError("FORBIDDEN", "Writes are run in the sandbox only: nothing was sent.");
  }
}

/** What goes along with every call: the reader's key, and where the reader is, for the limits. */
function ownHeaders(ctx: Context, { idempotent }: Operation, { headers }: RunInput) {
  const key = headers["Idempotency-Key"];
  const { TRUSTED_PROXY_HOPS } = env();
  return {
    accept: "*/*",
    "user-agent": "propdesk-docs",
    ...(idempotent && key && { "idempotency-key": key }),
    ...(TRUSTED_PROXY_HOPS > 0 && {
      "x-forwarded-for": Array(TRUSTED_PROXY_HOPS).fill(ctx.ip).join(", "),
    }),
  };
}
