/** Every code of the API's error envelope and the HTTP status that it has. */
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
  /** Seconds until it is worth trying again. */
  retryAfter?: number;
  /** What stands beside `error` in the answer's body. */
  beside?: Record<string, unknown>;
  cause?: unknown;
}

const retryableCodes: ReadonlySet<ErrorCode> = new Set([
  "IDEMPOTENCY_IN_FLIGHT",
  "RATE_LIMITED",
  "UNAVAILABLE",
]);

/** An expected failure: a code of the contract and a sentence for the person who reads it. */
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
 * Whether it is an expected failure, also where a bundler has loaded this module more than once: what Next.js
 * prints of a page has another class of that name than what boots.
 */
export const isAppError = (error: unknown): error is AppError =>
  error instanceof Error && error.name === "AppError" && "code" in error && "status" in error;

/** The same answer whether an object doesn't exist or belongs to somebody else. */
export const notFound = (what: string) => new AppError("NOT_FOUND", `No such ${what}.`);
