import { type ErrorCode, errorStatus } from "@/lib/errors";
import { type DocumentedSurface, methodOf, type Operation } from "./operation";

const always: ErrorCode[] = ["INTERNAL", "UNAVAILABLE"];
const signedIn: ErrorCode[] = ["UNAUTHENTICATED", "TOKEN_EXPIRED", "RATE_LIMITED"];

/** What every route of a surface may answer, before its verb has a say. */
const ofSurface: Record<DocumentedSurface, ErrorCode[]> = {
  public: [],
  nextauth: ["INVALID_REQUEST", "RATE_LIMITED"],
  "own-pages": [],
  app: signedIn,
  session: signedIn,
  "app+session": signedIn,
  browser: signedIn,
  admin: [...signedIn, "FORBIDDEN"],
};

const isAnonymous = (surface: DocumentedSurface) => ["public", "own-pages"].includes(surface);
const byCookie = (surface: DocumentedSurface) => !["public", "app", "nextauth"].includes(surface);

/** Every code that an operation may answer with, by status and then as the table has them. */
export function errorCodesOf(operation: Operation): ErrorCode[] {
  const {
    surface,
    scope,
    params,
    query,
    body,
    idempotent,
    refusesInOwnForm,
    errors = [],
  } = operation;
  const codes = new Set<ErrorCode>([...ofSurface[surface], ...errors, ...always]);
  if (scope) codes.add("SCOPE_MISSING");
  if (byCookie(surface) && methodOf(operation) !== "GET") codes.add("CROSS_ORIGIN");
  if (isAnonymous(surface) && methodOf(operation) !== "GET") codes.add("RATE_LIMITED");
  if ((params || query || body) && !refusesInOwnForm) codes.add("INVALID_REQUEST");
  if (body) codes.add("BODY_TOO_LARGE");
  if (body && surface !== "nextauth") codes.add("UNSUPPORTED_MEDIA_TYPE");
  if (idempotent) codes.add("IDEMPOTENCY_KEY_REUSED").add("IDEMPOTENCY_IN_FLIGHT");
  const known = Object.keys(errorStatus) as ErrorCode[];
  return known.filter((code) => codes.has(code));
}

/** The codes by their status. */
export function byStatus(codes: ErrorCode[]): Map<number, ErrorCode[]> {
  const grouped = new Map<number, ErrorCode[]>();
  for (const code of codes) {
    const status = errorStatus[code];
    grouped.set(status, [...(grouped.get(status) ?? []), code]);
  }
  return new Map([...grouped].sort(([a], [b]) => a - b));
}
