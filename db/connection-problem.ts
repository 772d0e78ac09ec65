import { isDatabaseUnavailable } from "./errors";
import { QueryError } from "./query-error";

/** Why a database can't be used with its settings. Each has a different remedy. */
export const connectionProblems = [
  "away",
  "tls rejected",
  "pooler rejected",
  "login rejected",
  "no such database",
  "permission denied",
] as const;
export type ConnectionProblem = (typeof connectionProblems)[number];

const sentences: Record<ConnectionProblem, string> = {
  "login rejected":
    "The database rejects the user or password in its URL, or connections from this address.",
  "no such database": "The database server has no database with the name at the end of the URL.",
  "tls rejected":
    "TLS to the database failed: sslmode and sslrootcert in its URL don't match the server's certificate, or the server has no TLS. See README.md, “TLS to the database”.",
  "pooler rejected":
    "DATABASE_URL points to a pooler such as PgBouncer. Set DATABASE_DIRECT_URL to the same database without the pooler. See README.md, “Settings”.",
  "permission denied":
    "The database user is missing a permission: it must own the tables, and the database to migrate it.",
  away: "The database can't be reached: the host or port in its URL is wrong, or it isn't accepting connections.",
};

/** One sentence for an operator: the problem and where to fix it. */
export const explainProblem = (problem: ConnectionProblem): string => sentences[problem];

// Class 42 and 28 codes are PostgreSQL's. PgBouncer reports its own rejections under 08P01, which differ only in
// their text. 26000 and 42P05: a prepared statement of another session.
const BY_CODE: [RegExp, ConnectionProblem][] = [
  [/^28/, "login rejected"],
  [/^3D000$/, "no such database"],
  [/^42501$/, "permission denied"],
  [/^(26000|42P05)$/, "pooler rejected"],
  [
    /^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO)/,
    "tls rejected",
  ],
];
const BY_TEXT: [RegExp, ConnectionProblem][] = [
  [/no pg_hba\.conf entry.*no encryption/i, "tls rejected"],
  [
    /does not support SSL|SSL required|sslmode|certificate|sslrootcert|sslcert|sslkey/i,
    "tls rejected",
  ],
  [/unsupported startup parameter/i, "pooler rejected"],
  [/no such database|database .* does not exist/i, "no such database"],
  [/no such user|authentication failed|auth failed|password must be a string/i, "login rejected"],
];

function problemOf(
  error: Error & { code?: unknown; path?: unknown },
): ConnectionProblem | undefined {
  const byText = () => BY_TEXT.find(([text]) => text.test(error.message))?.[1];
  const { code } = error;
  if (typeof code !== "string") return byText();
  // A root certificate that can't be read is an error of the file system.
  if (code === "ENOENT" && typeof error.path === "string") return "tls rejected";
  if (code === "08P01" || code === "28000")
    return byText() ?? (code === "28000" ? "login rejected" : undefined);
  return BY_CODE.find(([codes]) => codes.test(code))?.[1];
}

/** The problem of a connection or its settings that an error shows; undefined for any other error. */
export function connectionProblem(error: unknown): ConnectionProblem | undefined {
  for (let e = error; e instanceof Error; e = e.cause) {
    // A query's own error repeats the message of its cause.
    if (e instanceof QueryError) continue;
    const found =
      problemOf(e) ??
      (e instanceof AggregateError ? e.errors.map(connectionProblem).find(Boolean) : undefined);
    if (found) return found;
  }
  return isDatabaseUnavailable(error) ? "away" : undefined;
}
