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

/** The name of the unique constraint or index that a write violated, if it did. */
export function violatedUnique(error: unknown): string | undefined {
  const found = pgError(error);
  return found?.code === "23505" ? found.constraint : undefined;
}

/** Whether a query used a table that the database doesn't have. */
export const isMissingTable = (error: unknown): boolean => pgError(error)?.code === "42P01";

/** Whether a query was canceled, such as by its `statement_timeout`. */
export const isCanceledQuery = (error: unknown): boolean => pgError(error)?.code === "57014";

// 3F000: a schema. 42704: a type. The others: a table, a column, a function.
const MISSING = /^(3F000|42P01|42703|42704|42883)$/;

/** Whether a query used a schema, table, column, type or function that the database doesn't have. */
export const isMissingObject = (error: unknown): boolean =>
  MISSING.test(pgError(error)?.code ?? "");

// A connection that the server rejects: the login, or the database's name.
const REJECTED = /^(28...|3D000)$/;
// Class 08 is a lost connection, 53 too few resources, 57P a server that shuts down or starts up,
// 57014 and 25P03 our own time limits, 25006 a server that was demoted to read-only.
const UNAVAILABLE = /^(08...|53...|57P0.|57014|25P03|25006)$/;
const SOCKET =
  /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;
// Messages that only node-postgres and its pool have.
const UNAVAILABLE_MESSAGE =
  /connection terminated|timeout exceeded when trying to connect|query read timeout|client has encountered a connection error|pool after calling end/i;

// Registered under a name: a bundler may load this module more than once in a process.
const OF_DATABASE = Symbol.for("propdesk.database-connection");

/**
 * Marks an error of a connection to the database. Connections to clients, Stripe, mail servers
 * and webhook receivers fail with the same codes, and say nothing about the database.
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
const says = (e: Error, pattern: RegExp) => !isQuery(e) && pattern.test(e.message);
const hasCode = (e: Error, codes: RegExp) =>
  "code" in e && typeof e.code === "string" && codes.test(e.code);

/** The errors of a chain that belong to a connection to the database: the marked ones, and the causes of a query's error. */
function ofConnection(chain: Error[]): Error[] {
  const first = chain.findIndex((e) => isQuery(e) || OF_DATABASE in e);
  return first < 0 ? [] : chain.slice(first);
}

/** Whether an error comes from a query or from a connection to the database. */
export const isOfDatabase = (error: unknown): boolean => ofConnection(chainOf(error)).length > 0;

const hasSocketCode = (e: Error): boolean =>
  hasCode(e, SOCKET) || (e instanceof AggregateError && e.errors.some(hasSocketCode));

/** Whether an error says that the database is unreachable, rather than that a query is wrong. */
export function isDatabaseUnavailable(error: unknown): boolean {
  const chain = chainOf(error);
  return (
    chain.some(
      (e) => hasCode(e, UNAVAILABLE) || hasCode(e, REJECTED) || says(e, UNAVAILABLE_MESSAGE),
    ) || ofConnection(chain).some(hasSocketCode)
  );
}

/** Whether the database itself rejected a query, and so has done nothing. */
export const isRejection = (error: unknown): boolean =>
  !isDatabaseUnavailable(error) && chainOf(error).some((e) => e instanceof pg.DatabaseError);

/** Whether a query was sent and its response is lost, for any reason: it may have been executed. */
export const isResultUnknown = (error: unknown): boolean =>
  isDatabaseUnavailable(error) || (!isRejection(error) && chainOf(error).some(isQuery));

const NO_CONNECTION = /trying to connect|due to connection timeout/i;

const isConnecting = (e: Error): boolean =>
  ("syscall" in e && (e.syscall === "connect" || e.syscall === "getaddrinfo")) ||
  (e instanceof AggregateError && e.errors.every(isConnecting));

/** Whether there was no connection, so that no query was sent. */
export function wasNeverSent(error: unknown): boolean {
  const chain = chainOf(error);
  return (
    chain.some((e) => hasCode(e, REJECTED) || says(e, NO_CONNECTION)) ||
    ofConnection(chain).some(isConnecting)
  );
}

/** Whether a transaction conflicted with another one and may succeed when it is repeated. */
export const isTransient = (error: unknown): boolean =>
  pgError(error)?.code.startsWith("40") ?? false;
