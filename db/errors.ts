import pg from "pg";

interface PgError {
  code: string;
  constraint?: string;
}

function pgError(error: unknown): PgError | undefined {
  for (let e = error; e instanceof Error; e = e.cause) {
    if ("code" in e && typeof e.code === "string") return e as Error & PgError;
  }
  return undefined;
}

/** The name of the unique constraint or index that a write ran into, if it did. */
export function violatedUnique(error: unknown): string | undefined {
  const found = pgError(error);
  return found?.code === "23505" ? found.constraint : undefined;
}

/** Whether a query named a table that the database doesn't have. */
export const isMissingTable = (error: unknown): boolean => pgError(error)?.code === "42P01";

// A connection that the server rejects: the login, or the database's name.
const REJECTED = /^(28...|3D000)$/;
// Class 08 is a lost connection, 53 too few resources, 57P a server that shuts down or starts up,
// 57014 and 25P03 our own time limits, 25006 a server that was demoted to read-only.
const AWAY =
  /^(08...|53...|57P0.|57014|25P03|25006|ECONNREFUSED|ECONNRESET|ECONNABORTED|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;
const AWAY_MESSAGE =
  /connection terminated|connection timeout|timeout exceeded when trying to connect|query read timeout|client has encountered a connection error|pool after calling end/i;

function chainOf(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let e = error; e instanceof Error; e = e.cause) chain.push(e);
  return chain;
}

/** A query's own error (query-error.ts) repeats the message of its cause, which is examined separately. */
const isQuery = (e: Error) => "query" in e;
const hasCode = (e: Error, codes: RegExp) =>
  "code" in e && typeof e.code === "string" && codes.test(e.code);
const says = (e: Error, words: RegExp) => !isQuery(e) && words.test(e.message);

/** Whether an error says that the database is out of reach, and not that a query is wrong. */
export function isDatabaseAway(error: unknown): boolean {
  for (const e of chainOf(error)) {
    if (hasCode(e, AWAY) || hasCode(e, REJECTED)) return true;
    if (says(e, AWAY_MESSAGE)) return true;
    if (e instanceof AggregateError && e.errors.some(isDatabaseAway)) return true;
  }
  return false;
}

/** Whether the database itself said no, and so has done nothing of what it was asked. */
export const isRefusal = (error: unknown): boolean =>
  !isDatabaseAway(error) && chainOf(error).some((e) => e instanceof pg.DatabaseError);

/** Whether it was asked and nobody knows what it did: its answer is lost, for whatever reason. */
export const isUnanswered = (error: unknown): boolean =>
  isDatabaseAway(error) || (!isRefusal(error) && chainOf(error).some(isQuery));

const NO_CONNECTION = /trying to connect|due to connection timeout/i;

/** Whether there was no connection to be had, and so nobody was asked anything. */
export function isUnasked(error: unknown): boolean {
  for (const e of chainOf(error)) {
    if ("syscall" in e && (e.syscall === "connect" || e.syscall === "getaddrinfo")) return true;
    if (hasCode(e, REJECTED) || says(e, NO_CONNECTION)) return true;
    if (e instanceof AggregateError && e.errors.every(isUnasked)) return true;
  }
  return false;
}

/** Whether a transaction lost against another one and may succeed when it is tried again. */
export const isTransient = (error: unknown): boolean =>
  pgError(error)?.code.startsWith("40") ?? false;
