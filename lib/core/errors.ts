/** Every code of the API's error envelope, and its HTTP status. */
export const errorStatus = {
  INVALID_REQUEST: 400,
  INVALID_SIGNATURE: 400,
  TIER_UNAVAILABLE: 400,
  TIER_MISMATCH: 400,
  AMOUNT_MISMATCH: 400,
  PROGRAM_DISABLED: 400,
  INVALID_DEMO_GROUP: 400,
  DEMO_GROUP_REQUIRED: 400,
  PAYER_ACCOUNT_NOT_REAL: 400,
  CURRENCY_CONVERSION_REQUIRED: 400,
  NOT_ENOUGH_FUNDS: 400,
  UNAUTHENTICATED: 401,
  INVALID_CREDENTIALS: 401,
  TOKEN_EXPIRED: 401,
  TWO_FACTOR_REQUIRED: 401,
  TWO_FACTOR_INVALID: 401,
  TWO_FACTOR_UNAVAILABLE: 401,
  FORBIDDEN: 403,
  STEP_UP_REQUIRED: 403,
  SCOPE_MISSING: 403,
  CROSS_ORIGIN: 403,
  INVALID_PAYER_ACCOUNT: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  IDEMPOTENCY_KEY_REUSED: 409,
  IDEMPOTENCY_IN_FLIGHT: 409,
  FREE_TIER_LIMIT: 409,
  EMAIL_TAKEN: 409,
  INVALID_STATE: 409,
  BODY_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  MISDIRECTED_REQUEST: 421,
  RATE_LIMITED: 429,
  INTERNAL: 500,
  PAYMENT_PROVIDER_ERROR: 502,
  PAYMENT_FAILED: 502,
  ACCOUNT_CREATION_FAILED: 502,
  INITIAL_BALANCE_FAILED: 502,
  CHALLENGE_CREATION_FAILED: 502,
  UNAVAILABLE: 503,
} as const;

export type ErrorCode = keyof typeof errorStatus;
export const isErrorCode = (text: string | null): text is ErrorCode =>
  text !== null && Object.hasOwn(errorStatus, text);

export interface FieldProblem {
  path: string;
  message: string;
}

interface Details {
  fields?: FieldProblem[];
  /** Seconds after which a retry may succeed. */
  retryAfter?: number;
  /** Fields beside `error` in the response's body. */
  beside?: Record<string, unknown>;
  cause?: unknown;
}

const retryableCodes: ReadonlySet<ErrorCode> = new Set([
  "IDEMPOTENCY_IN_FLIGHT",
  "RATE_LIMITED",
  "UNAVAILABLE",
]);

/** An expected failure: a code of the contract, and a message for people. */
export class AppError extends Error {
  readonly fields?: FieldProblem[];
  readonly retryAfter?: number;
  readonly beside?: Record<string, unknown>;

  constructor(
    readonly code: ErrorCode,
    message: string,
    { fields, retryAfter, beside, cause }: Details = {},
  ) {
    super(message, { cause });
    this.name = "AppError";
    if (fields) this.fields = fields;
    if (retryAfter !== undefined) this.retryAfter = retryAfter;
    if (beside) this.beside = beside;
  }

  get status(): number {
    return errorStatus[this.code];
  }

  get retryable(): boolean {
    return retryableCodes.has(this.code);
  }
}

/**
 * Whether an error is an AppError. Works across bundles too: Next.js loads this module separately for pages and for
 * the start, and `instanceof` knows only one of the classes.
 */
export const isAppError = (error: unknown): error is AppError =>
  error instanceof Error && error.name === "AppError" && "code" in error && "status" in error;

/** The error for a repeated request whose first one is still running. */
export const keyInFlight = () =>
  new AppError(
    "IDEMPOTENCY_IN_FLIGHT",
    "A request with this idempotency key is still in progress.",
    { retryAfter: 1 },
  );

/** The error for an object that doesn't exist or belongs to another customer: callers can't tell which. */
export const notFound = (what: string) =>
  new AppError("NOT_FOUND", `${what.charAt(0).toUpperCase()}${what.slice(1)} not found.`);
