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
const AWAY = /^(08...|53...|57P0.|57014|25P03|25006)$/;
const SOCKET =
  /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;
// Of node-postgres and its pool alone.
const AWAY_MESSAGE =
  /connection terminated|timeout exceeded when trying to connect|query read timeout|client has encountered a connection error|pool after calling end/i;

// By its name in the registry: a bundler may load this module more than once in a process.
const OF_DATABASE = Symbol.for("propdesk.database-connection");

/**
 * Notes that an error comes from a connection to the database. Connections to clients, Stripe, mail servers
 * and receivers of webhooks fail with the same codes, and say nothing of the database.
 */
export function markConnectionError(error: unknown): void {
  if (error instanceof Error) Object.defineProperty(error, OF_DATABASE, { value: true });
}

function chainOf(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let e = error; e instanceof Error; e = e.cause) chain.push(e);
  return chain;
}

/** A query's own error (query-error.ts) repeats the message of its cause, which is examined separately. */
const isQuery = (e: Error) => "query" in e;
const says = (e: Error, words: RegExp) => !isQuery(e) && words.test(e.message);
const hasCode = (e: Error, codes: RegExp) =>
  "code" in e && typeof e.code === "string" && codes.test(e.code);

/** The errors of a chain that are of a connection to the database: those that are marked, and what a query failed of. */
function ofConnection(chain: Error[]): Error[] {
  const first = chain.findIndex((e) => isQuery(e) || OF_DATABASE in e);
  return first < 0 ? [] : chain.slice(first);
}

const hasSocketCode = (e: Error): boolean =>
  hasCode(e, SOCKET) || (e instanceof AggregateError && e.errors.some(hasSocketCode));

/** Whether an error says that the database is out of reach, and not that a query is wrong. */
export function isDatabaseAway(error: unknown): boolean {
  const chain = chainOf(error);
  return (
    chain.some((e) => hasCode(e, AWAY) || hasCode(e, REJECTED) || says(e, AWAY_MESSAGE)) ||
    ofConnection(chain).some(hasSocketCode)
  );
}

/** Whether the database itself said no, and so has done nothing of what it was asked. */
export const isRefusal = (error: unknown): boolean =>
  !isDatabaseAway(error) && chainOf(error).some((e) => e instanceof pg.DatabaseError);

/** Whether it was asked and nobody knows what it did: its answer is lost, for whatever reason. */
export const isUnanswered = (error: unknown): boolean =>
  isDatabaseAway(error) || (!isRefusal(error) && chainOf(error).some(isQuery));

const NO_CONNECTION = /trying to connect|due to connection timeout/i;

const isConnecting = (e: Error): boolean =>
  ("syscall" in e && (e.syscall === "connect" || e.syscall === "getaddrinfo")) ||
  (e instanceof AggregateError && e.errors.every(isConnecting));

/** Whether there was no connection to be had, and so nobody was asked anything. */
export function isUnasked(error: unknown): boolean {
  const chain = chainOf(error);
  return (
    chain.some((e) => hasCode(e, REJECTED) || says(e, NO_CONNECTION)) ||
    ofConnection(chain).some(isConnecting)
  );
}

/** Whether a transaction lost against another one and may succeed when it is tried again. */
export const isTransient = (error: unknown): boolean =>
  pgError(error)?.code.startsWith("40") ?? false;
