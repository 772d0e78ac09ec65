import { type ErrorCode, errorStatus } from "@/lib/core/errors";
import { type Declaration, methodOf } from "@/lib/http/operation";

type Surface = Declaration["surface"];

const always: ErrorCode[] = ["INTERNAL", "UNAVAILABLE"];
const signedIn: ErrorCode[] = ["UNAUTHENTICATED", "TOKEN_EXPIRED", "RATE_LIMITED"];

/** The errors of every operation of a surface, independent of its verb. */
const ofSurface: Record<Surface, ErrorCode[]> = {
  public: [],
  nextauth: ["INVALID_REQUEST", "RATE_LIMITED"],
  "own-pages": [],
  app: signedIn,
  session: signedIn,
  "app+session": signedIn,
  browser: signedIn,
  admin: [...signedIn, "FORBIDDEN"],
};

const isAnonymous = (surface: Surface) => ["public", "own-pages"].includes(surface);
const byCookie = (surface: Surface) => !["public", "app", "nextauth"].includes(surface);

/** Every error code of an operation, in the order of the table of codes. */
export function errorCodesOf(operation: Declaration): ErrorCode[] {
  const {
    surface,
    scope,
    params,
    query,
    body,
    isIdempotent,
    hasOwnErrorForm,
    errors = [],
  } = operation;
  const codes = new Set<ErrorCode>([...ofSurface[surface], ...errors, ...always]);
  if (scope) codes.add("SCOPE_MISSING");
  if (byCookie(surface) && methodOf(operation) !== "GET") codes.add("CROSS_ORIGIN");
  if (isAnonymous(surface) && methodOf(operation) !== "GET") codes.add("RATE_LIMITED");
  if ((params || query || body) && !hasOwnErrorForm) codes.add("INVALID_REQUEST");
  if (body) codes.add("BODY_TOO_LARGE");
  if (body && surface !== "nextauth") codes.add("UNSUPPORTED_MEDIA_TYPE");
  if (isIdempotent) codes.add("IDEMPOTENCY_KEY_REUSED").add("IDEMPOTENCY_IN_FLIGHT");
  const all = Object.keys(errorStatus) as ErrorCode[];
  return all.filter((code) => codes.has(code));
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
