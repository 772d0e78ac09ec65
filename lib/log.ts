import pino from "pino";
import { env } from "./env";

export type Logger = pino.Logger;

/**
 * An error without the values of its query: those hold e-mail addresses and password hashes, and
 * drizzle puts them into the message.
 */
export function errorForLog(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const query = "query" in error && typeof error.query === "string" ? error.query : undefined;
  const known = query !== undefined && error.cause instanceof Error ? error.cause : error;
  return {
    type: known.name,
    message: known.message,
    stack: known.stack,
    ...(query !== undefined && { query }),
    ...("code" in known && { code: known.code }),
    ...(known.cause !== undefined && { cause: errorForLog(known.cause) }),
  };
}

// A second fence: nothing of this is written to the log on purpose.
const secret = [
  "password",
  "current_password",
  "new_password",
  "temporary_password",
  "client_secret",
  "session_token",
  "access_token",
  "authorization",
  "cookie",
  "email",
];

let root: Logger | undefined;

/** The process's JSON log. Secrets and e-mail addresses never belong in it. */
export function log(): Logger {
  root ??= pino({
    level: env().LOG_LEVEL,
    base: null,
    serializers: { err: errorForLog },
    redact: secret.flatMap((name) => [name, `*.${name}`]),
  });
  return root;
}
